"""The services room over REST, one file a subject."""

from ninja import Router

from anhuai.services.api import (
    arranging,
    community,
    days,
    home,
    meals,
    orders,
    settlement,
    sponsoring,
    visits,
)

router = Router()
router.add_router("", arranging.router)
router.add_router("", community.router)
router.add_router("", days.router)
router.add_router("", home.router)
router.add_router("", meals.router)
router.add_router("", orders.router)
router.add_router("", settlement.router)
router.add_router("", sponsoring.router)
router.add_router("", visits.router)
