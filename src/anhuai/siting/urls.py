"""Addresses of the siting room."""

from django.urls import path

from anhuai.siting.views import (
    access,
    demand,
    projects,
    provision,
    roads,
    rooms,
    scenarios,
    screens,
)

app_name = "siting"
urlpatterns = [
    path("", access.access_list, name="access"),
    path("map", access.access_map, name="map"),
    path("measure", access.access_measure, name="measure"),
    path("roads/", roads.road_list, name="roads"),
    path("roads/new", roads.roads_new, name="roads_new"),
    path("roads/synthetic", roads.roads_synthetic, name="roads_synthetic"),
    path("demand", demand.demand, name="demand"),
    path("provision", provision.provision, name="provision"),
    path("projects/", projects.project_list, name="projects"),
    path("projects/new", projects.project_new, name="project_new"),
    path("projects/<int:project_id>/", projects.project_detail, name="project"),
    path("projects/<int:project_id>/course", projects.project_course, name="project_course"),
    path("rooms/", rooms.room_list, name="rooms"),
    path("rooms/new", rooms.room_new, name="room_new"),
    path("rooms/<int:room_id>/end", rooms.room_end, name="room_end"),
    path("scenarios/", scenarios.scenario_list, name="scenarios"),
    path("scenarios/new", scenarios.scenario_new, name="scenario_new"),
    path("scenarios/<int:scenario_id>/", scenarios.scenario_detail, name="scenario"),
    path("scenarios/<int:scenario_id>/what-if", scenarios.what_if, name="what_if"),
]

__all__ = ["screens", "urlpatterns"]
