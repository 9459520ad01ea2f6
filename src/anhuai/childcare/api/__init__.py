"""The childcare room over REST, one file a subject."""

from ninja import Router

from anhuai.childcare.api import children, county, money, nurseries

router = Router()
router.add_router("", children.router)
router.add_router("", county.router)
router.add_router("", money.router)
router.add_router("", nurseries.router)
