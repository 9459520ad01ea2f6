"""The services room over REST, one file a subject."""

from ninja import Router

from anhuai.services.api import community, home, meals, orders, settlement, visits

router = Router()
router.add_router("", home.router)
router.add_router("", meals.router)
router.add_router("", orders.router)
router.add_router("", settlement.router)
router.add_router("", visits.router)
router.add_router("", community.router)
