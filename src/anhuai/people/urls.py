"""Addresses of the people room."""

from django.urls import path

from anhuai.people.views import changes, joining, lists, matching, one, pairs, register, ties

app_name = "people"
urlpatterns = [
    path("", lists.person_list, name="list"),
    path("circumstances", lists.circumstance_list, name="circumstances"),
    path("new", register.person_new, name="new"),
    path("matching/", matching.matching_list, name="matching"),
    path("matching/model", matching.matching_model, name="matching_model"),
    path("matching/duplicates", matching.duplicates_start, name="duplicates_start"),
    path("matching/queue", pairs.pair_list, name="pairs"),
    path("matching/<int:list_id>/", matching.matching_one, name="matching_one"),
    path("matching/<int:list_id>/start", matching.matching_start, name="matching_start"),
    path("matching/<int:list_id>/rows", matching.matching_rows, name="matching_rows"),
    path("matching/pairs/<int:pair_id>/", pairs.pair_detail, name="pair"),
    path("matching/pairs/<int:pair_id>/decide", pairs.pair_decide, name="pair_decide"),
    path("matching/pairs/<int:pair_id>/reopen", pairs.pair_reopen, name="pair_reopen"),
    path("matching/pairs/<int:pair_id>/offer", pairs.pair_offer, name="pair_offer"),
    path("changes/", joining.change_list, name="changes"),
    path("changes/<int:change_id>/", joining.change_detail, name="change"),
    path("changes/<int:change_id>/confirm", joining.change_confirm, name="change_confirm"),
    path("changes/<int:change_id>/withdraw", joining.change_withdraw, name="change_withdraw"),
    path("changes/<int:change_id>/undo", joining.change_undo, name="change_undo"),
    path("<int:person_id>/merge", joining.merge_with, name="merge_with"),
    path("<int:person_id>/merge/<int:other_id>", joining.merge_new, name="merge_new"),
    path("<int:person_id>/split", joining.split_new, name="split"),
    path("<int:person_id>/", one.person_detail, name="person"),
    path("<int:person_id>/edit", register.person_edit, name="edit"),
    path("<int:person_id>/birth", register.person_birth, name="birth"),
    path("<int:person_id>/death", register.person_death, name="death"),
    path("<int:person_id>/undo-death", register.person_undo_death, name="undo_death"),
    path("<int:person_id>/move", changes.person_move, name="move"),
    path("<int:person_id>/reveal/<slug:what>", one.reveal, name="reveal"),
    path("<int:person_id>/circumstances", changes.circumstance_new, name="circumstance_new"),
    path("<int:person_id>/kin", ties.kin_new, name="kin_new"),
    path("<int:person_id>/contacts", ties.contact_new, name="contact_new"),
    path(
        "<int:person_id>/contacts/<int:contact_id>/remove", ties.contact_remove,
        name="contact_remove",
    ),
    path("<int:person_id>/consents", ties.consent_new, name="consent_new"),
    path(
        "circumstances/<int:circumstance_id>/end", changes.circumstance_end,
        name="circumstance_end",
    ),
    path("kin/<int:kinship_id>/end", ties.kin_end, name="kin_end"),
    path("consents/<int:consent_id>/withdraw", ties.consent_withdraw, name="consent_withdraw"),
    path("households/<int:household_id>/", one.household_detail, name="household"),
    path("households/<int:household_id>/head", changes.household_head, name="household_head"),
    path("households/<int:household_id>/move", changes.household_move, name="household_move"),
    path("households/<int:household_id>/edit", changes.household_edit, name="household_edit"),
    path("households/<int:household_id>/place", changes.household_place, name="household_place"),
]  # fmt: skip
