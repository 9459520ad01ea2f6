"""Addresses of meals."""

from django.urls import path

from anhuai.services.views import meal_family, meal_point, meal_sheet, meals

urlpatterns = [
    path("meals/", meals.point_list, name="meals"),
    path("meals/mine", meal_family.mine, name="meal_mine"),
    path("meals/orders/", meals.order_list, name="meal_orders"),
    path("meals/orders/<int:meal_id>/", meals.order_detail, name="meal_order"),
    path("meals/orders/<int:meal_id>/cancel", meals.order_cancel, name="meal_cancel"),
    path("meals/orders/<int:meal_id>/serve", meal_sheet.serve, name="meal_serve"),
    path("meals/orders/<int:meal_id>/correct", meals.order_correct, name="meal_correct"),
    path("meals/orders/<int:meal_id>/unserve", meals.order_unserve, name="meal_unserve"),
    path("meals/figures", meals.figures, name="meal_figures"),
    path("meals/hygiene", meals.hygiene_list, name="meal_hygiene"),
    path("meals/points/new", meal_point.point_new, name="meal_point_new"),
    path("meals/points/<int:point_id>/", meal_point.point_page, name="meal_point"),
    path("meals/points/<int:point_id>/change", meal_point.point_change, name="meal_change"),
    path("meals/points/<int:point_id>/sitting", meal_point.sitting, name="meal_sitting"),
    path("meals/points/<int:point_id>/dish", meal_point.dish_new, name="meal_dish"),
    path("meals/dishes/<int:dish_id>/end", meal_point.dish_end, name="meal_dish_end"),
    path("meals/days/<int:day_id>/", meal_sheet.day_sheet, name="meal_day"),
    path("meals/days/<int:day_id>/menu", meal_point.menu, name="meal_menu"),
    path("meals/days/<int:day_id>/close", meal_sheet.close, name="meal_close"),
    path("meals/days/<int:day_id>/rounds/", meal_sheet.rounds, name="meal_rounds"),
    path("meals/days/<int:day_id>/rounds/plan", meal_sheet.rounds_plan, name="meal_rounds_plan"),
    path("meals/days/<int:day_id>/hygiene", meal_sheet.hygiene, name="meal_samples"),
    path("meals/days/<int:day_id>/throw", meal_sheet.throw, name="meal_throw"),
    path("meals/scan/<str:token>", meal_sheet.scan, name="meal_scan"),
    path("meals/people/<int:person_id>/", meal_family.person_page, name="meal_person"),
    path("meals/people/<int:person_id>/card", meal_family.card, name="meal_card"),
    path("meals/people/<int:person_id>/days/<int:day_id>", meal_family.order_new,
         name="meal_new"),
    path("meals/people/<int:person_id>/standing", meal_family.standing_new,
         name="meal_standing"),
    path("meals/people/<int:person_id>/diet", meal_family.diet_new, name="meal_diet"),
    path("meals/standing/<int:standing_id>/pause", meal_family.standing_pause,
         name="meal_pause"),
    path("meals/standing/<int:standing_id>/end", meal_family.standing_end,
         name="meal_standing_end"),
    path("meals/diets/<int:need_id>/end", meal_family.diet_end, name="meal_diet_end"),
]  # fmt: skip
