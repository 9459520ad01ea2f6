"""Addresses of the points mart."""

from django.urls import path

from anhuai.services.views import mart

urlpatterns = [
    path("marts/", mart.mart_list, name="marts"),
    path("marts/new", mart.mart_new, name="mart_new"),
    path("marts/deeds/new", mart.deed_new, name="deed_new"),
    path("marts/points/", mart.point_list, name="mart_points"),
    path("marts/points/<int:movement_id>/return", mart.mart_return, name="mart_return"),
    path("marts/<int:mart_id>/", mart.mart_page, name="mart"),
    path("marts/<int:mart_id>/close", mart.mart_close, name="mart_close"),
    path("marts/<int:mart_id>/stock", mart.stock, name="mart_stock"),
    path("marts/people/<int:person_id>/award", mart.award, name="mart_award"),
    path("marts/people/<int:person_id>/exchange", mart.exchange, name="mart_exchange"),
]
