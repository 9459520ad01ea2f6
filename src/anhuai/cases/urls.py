"""Addresses of the cases room."""

from django.urls import path

from anhuai.cases.views import errands, moves, one, skills

app_name = "cases"
urlpatterns = [
    path("", one.case_list, name="list"),
    path("<int:case_id>/", one.case_detail, name="case"),
    path("<int:case_id>/acknowledge", moves.acknowledge, name="acknowledge"),
    path("<int:case_id>/dispatch", moves.dispatch, name="dispatch"),
    path("<int:case_id>/arrive", moves.arrive, name="arrive"),
    path("<int:case_id>/hand-over", moves.hand_over, name="hand_over"),
    path("<int:case_id>/resolve", moves.resolve, name="resolve"),
    path("<int:case_id>/review", moves.review, name="review"),
    path("<int:case_id>/note", moves.note, name="note"),
    path("skills/", skills.skill_list, name="skills"),
    path("skills/new", skills.hold_skill, name="hold_skill"),
    path("skills/<int:skill_id>/end", skills.end_skill, name="end_skill"),
    path("errands/", errands.errand_list, name="errands"),
    path("errands/<int:errand_id>/", errands.errand_detail, name="errand"),
    path("errands/<int:errand_id>/accept", errands.accept, name="accept"),
    path("errands/<int:errand_id>/decline", errands.decline, name="decline"),
    path("errands/<int:errand_id>/pass-on", errands.pass_on, name="pass_on"),
    path("errands/<int:errand_id>/arrived", errands.arrived, name="arrived"),
    path("errands/<int:errand_id>/report", errands.report, name="report"),
]
