"""Addresses of the portal room."""

from django.urls import path

from anhuai.portal.views import finding, ordering, paying, public, publishing

app_name = "portal"
urlpatterns = [
    path("", public.open_data, name="open"),
    path("data/<slug:code>/", public.data_set, name="data_set"),
    path("data/<slug:code>.csv", public.data_csv, name="data_csv"),
    path("data/<slug:code>.json", public.data_json, name="data_json"),
    path("map/outlines.json", finding.outlines, name="outlines"),
    path("map/<slug:wing>/", finding.find, name="find"),
    path("order/", ordering.order_home, name="order_home"),
    path("order/<int:person_id>/<slug:service>", ordering.order, name="order"),
    path("bills/", paying.bill_list, name="bills"),
    path("releases/", publishing.release_list, name="releases"),
    path("releases/new", publishing.release_new, name="release_new"),
    path("releases/<int:release_id>/", publishing.release_page, name="release"),
    path("releases/<int:release_id>/publish", publishing.release_publish, name="release_publish"),
    path(
        "releases/<int:release_id>/withdraw", publishing.release_withdraw, name="release_withdraw"
    ),
]
