"""Addresses of visits."""

from django.urls import path

from anhuai.services.views import field, plans, rates, records, targets, visitors

urlpatterns = [
    path("", targets.target_list, name="targets"),
    path("targets/<int:target_id>/reassign", targets.target_reassign, name="reassign"),
    path("plan", plans.load_list, name="plan"),
    path("plan/renew", plans.renew, name="renew"),
    path("visits/", records.visit_list, name="visits"),
    path("visits/new/<int:person_id>", records.visit_new, name="visit_new"),
    path("visits/<int:visit_id>/", records.visit_detail, name="visit"),
    path("visits/<int:visit_id>/withdraw", records.withdraw, name="withdraw"),
    path("visits/<int:visit_id>/proofs/<int:proof_id>", records.proof, name="proof"),
    path("rates", rates.rate_list, name="rates"),
    path("rates/unvisited", rates.unvisited_list, name="unvisited"),
    path("visitors/", visitors.visitor_list, name="visitors"),
    path("visitors/new", visitors.visitor_new, name="visitor_new"),
    path("visitors/<int:visitor_id>/end", visitors.visitor_end, name="visitor_end"),
    path("phones/", visitors.phone_list, name="phones"),
    path("phones/<int:phone_id>/revoke", visitors.phone_revoke, name="phone_revoke"),
    path("field/", field.today_list, name="field"),
    path("field/here", field.here, name="field_here"),
    path("field/sw.js", field.worker, name="field_worker"),
    path("field/sync", field.sync, name="field_sync"),
    path("field/proof", field.proof, name="field_proof"),
]
