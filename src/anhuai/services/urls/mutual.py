"""Addresses of mutual help and its time bank."""

from django.urls import path

from anhuai.services.views import bank, helping, mutual, squads

urlpatterns = [
    path("mutual/", helping.help_list, name="mutual"),
    path("mutual/mine", helping.mine, name="mine"),
    path("mutual/bank", bank.overview, name="bank"),
    path("mutual/ask/<int:person_id>", helping.help_ask, name="help_ask"),
    path("mutual/<int:help_id>/", helping.help_detail, name="help"),
    path("mutual/<int:help_id>/take", helping.help_take, name="help_take"),
    path("mutual/<int:help_id>/done", helping.help_done, name="help_done"),
    path("mutual/<int:help_id>/confirm", helping.help_confirm, name="help_confirm"),
    path("mutual/<int:help_id>/cancel", helping.help_cancel, name="help_cancel"),
    path("mutual/<int:help_id>/undo", helping.help_undo, name="help_undo"),
    path("mutual/<int:help_id>/accept", helping.help_accept, name="help_accept"),
    path("mutual/members/", mutual.helper_list, name="helpers"),
    path("mutual/members/new", mutual.helper_new, name="helper_new"),
    path("mutual/members/<int:helper_id>/", mutual.helper_detail, name="helper"),
    path("mutual/members/<int:helper_id>/end", mutual.helper_end, name="helper_end"),
    path("mutual/members/<int:helper_id>/give", mutual.helper_give, name="helper_give"),
    path("mutual/members/<int:helper_id>/offer", helping.help_offer, name="help_offer"),
    path("mutual/grant/<int:person_id>", mutual.grant, name="grant"),
    path("mutual/pairs/", mutual.pair_list, name="pairs"),
    path("mutual/pairs/new/<int:person_id>", mutual.pair_new, name="pair_new"),
    path("mutual/pairs/<int:pair_id>/end", mutual.pair_end, name="pair_end"),
    path("mutual/teams/", squads.squad_list, name="squads"),
    path("mutual/teams/new", squads.squad_new, name="squad_new"),
    path("mutual/teams/<int:squad_id>/", squads.squad_detail, name="squad"),
    path("mutual/teams/<int:squad_id>/join", squads.squad_join, name="squad_join"),
    path(
        "mutual/teams/<int:squad_id>/leave/<int:helper_id>", squads.squad_leave, name="squad_leave"
    ),
]
