"""Addresses of adaptations of homes."""

from django.urls import path

from anhuai.services.views import adaptation, adaptation_steps

urlpatterns = [
    path("adaptations/", adaptation.adaptation_list, name="adaptations"),
    path("adaptations/candidates", adaptation.candidate_list, name="candidates"),
    path("adaptations/new/<int:person_id>", adaptation.adaptation_new, name="adaptation_new"),
    path("adaptations/<int:adaptation_id>/", adaptation.adaptation, name="adaptation"),
    path(
        "adaptations/<int:adaptation_id>/steps/<str:step>", adaptation_steps.adaptation_step,
        name="adaptation_step",
    ),
    path(
        "adaptations/<int:adaptation_id>/photos/new", adaptation_steps.photo_new,
        name="adaptation_photo_new",
    ),
    path(
        "adaptations/<int:adaptation_id>/photos/<int:photo_id>", adaptation_steps.photo,
        name="adaptation_photo",
    ),
    path("contractors/", adaptation.contractor_list, name="contractors"),
    path("contractors/new", adaptation.contractor_new, name="contractor_new"),
    path("contractors/<int:contractor_id>/end", adaptation.contractor_end, name="contractor_end"),
]  # fmt: skip
