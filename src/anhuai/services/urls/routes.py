"""Addresses of rosters and a provider's day."""

from django.urls import path

from anhuai.services.views import days, rosters, rounds

urlpatterns = [
    path("days/", days.day_page, name="day"),
    path("days/draw", days.day_draw, name="day_draw"),
    path("days/publish", days.day_publish, name="day_publish"),
    path("days/ill", days.day_ill, name="day_ill"),
    path("shifts/", rosters.shift_list, name="shifts"),
    path("shifts/new", rosters.shift_new, name="shift_new"),
    path("shifts/<int:shift_id>/end", rosters.shift_end, name="shift_end"),
    path("aways/", rosters.away_list, name="aways"),
    path("aways/new", rosters.away_new, name="away_new"),
    path("aways/<int:away_id>/undo", rosters.away_undo, name="away_undo"),
    path("carers/", rosters.carer_list, name="carers"),
    path("carers/new", rosters.carer_new, name="carer_new"),
    path("carers/<int:carer_id>/end", rosters.carer_end, name="carer_end"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/sw.js", rounds.worker, name="rounds_worker"),
    path("rounds/sync", rounds.sync, name="rounds_sync"),
    path("rounds/piece", rounds.piece, name="rounds_piece"),
    path("apps/<slug:app>.webmanifest", rounds.manifest, name="manifest"),
]
