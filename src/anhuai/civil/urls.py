"""Addresses of the civil room."""

from django.urls import path

from anhuai.civil.views import organisations, volunteering

app_name = "civil"
urlpatterns = [
    path("", organisations.organisation_list, name="list"),
    path("new", organisations.organisation_new, name="new"),
    path("<int:organisation_id>/", organisations.organisation_detail, name="organisation"),
    path("<int:organisation_id>/edit", organisations.organisation_edit, name="edit"),
    path("<int:organisation_id>/end", organisations.organisation_end, name="end"),
    path("volunteers/", volunteering.volunteer_list, name="volunteers"),
    path("volunteers/new/<int:person_id>", volunteering.volunteer_new, name="volunteer_new"),
    path("volunteers/<int:volunteer_id>/end", volunteering.volunteer_end, name="volunteer_end"),
    path("teams/", volunteering.team_list, name="teams"),
    path("teams/new", volunteering.team_new, name="team_new"),
    path("teams/<int:team_id>/end", volunteering.team_end, name="team_end"),
]
