"""Addresses of the elders' school."""

from django.urls import path

from anhuai.services.views import school

urlpatterns = [
    path("school/", school.course_list, name="school"),
    path("school/new", school.course_new, name="elder_course_new"),
    path("school/sites/new", school.site_new, name="site_new"),
    path("school/terms/new", school.term_new, name="term_new"),
    path("school/participation", school.participation, name="participation"),
    path("school/enrol/<int:person_id>", school.course_enrol, name="enrol"),
    path("school/<int:elder_course_id>/", school.course_detail, name="elder_course"),
    path("school/<int:elder_course_id>/tap/<int:person_id>", school.course_tap, name="tap"),
    path("school/<int:elder_course_id>/leave/<int:person_id>", school.course_leave, name="leave"),
]
