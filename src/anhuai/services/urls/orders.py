"""Addresses of orders and of what providers offer."""

from django.urls import path

from anhuai.services.views import arranging, order_steps, orders, providing

urlpatterns = [
    path("orders/", orders.order_list, name="orders"),
    path("orders/new/<int:person_id>", orders.order_new, name="order_new"),
    path("orders/<int:order_id>/", orders.order_detail, name="order"),
    path("orders/<int:order_id>/match", order_steps.order_match, name="order_match"),
    path("orders/<int:order_id>/take/<int:facility_id>", providing.order_take, name="order_take"),
    path("orders/<int:order_id>/do/<slug:step>", order_steps.order_step, name="order_step"),
    path("orders/<int:order_id>/pieces/<int:piece_id>", orders.piece, name="order_piece"),
    path("providing", providing.providing, name="providing"),
    path("offerings/", providing.offering_list, name="offerings"),
    path("offerings/new", providing.offering_new, name="offering_new"),
    path("offerings/<int:offering_id>/end", providing.offering_end, name="offering_end"),
    path("arrangements/", arranging.arrangement_list, name="arrangements"),
    path("arrangements/new/<int:person_id>", arranging.arrangement_new, name="arrangement_new"),
    path("arrangements/bed/<int:bed_id>", arranging.arrangement_bed, name="arrangement_bed"),
    path("arrangements/<int:arrangement_id>/", arranging.arrangement_detail, name="arrangement"),
    path(
        "arrangements/<int:arrangement_id>/end", arranging.arrangement_end, name="arrangement_end"
    ),
    path("care", providing.care_list, name="care"),
]
