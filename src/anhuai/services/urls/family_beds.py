"""Addresses of family care beds."""

from django.urls import path

from anhuai.services.views import bed_steps, family_beds

urlpatterns = [
    path("beds/", family_beds.bed_list, name="beds"),
    path("beds/new/<int:person_id>", family_beds.bed_new, name="bed_new"),
    path("beds/<int:bed_id>/", family_beds.bed, name="bed"),
    path("beds/<int:bed_id>/steps/<str:step>", bed_steps.bed_step, name="bed_step"),
    path("carers/", family_beds.course_list, name="carer_courses"),
    path("carers/new/<int:person_id>", family_beds.course_new, name="course_new"),
    path("carers/<int:course_id>/", family_beds.carer_course, name="carer_course"),
    path("carers/<int:course_id>/retract", family_beds.course_retract, name="course_retract"),
    path("certificates/<str:code>", family_beds.certificate, name="certificate"),
]
