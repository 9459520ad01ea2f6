"""Writes of the services room, each an audited `@action`.

| module | what it changes |
|---|---|
| `visitors` | who visits; a lost phone |
| `planning` | a month's list and who goes |
| `adaptation` | a home's adaptation from being taken up to the agreement, and its end |
| `adaptation_works` | who builds, the work, its photos, acceptance, money, follow-up |
| `family_beds` | family care beds: asked for, surveyed, signed, planned, checked, ended |
| `family_carers` | family carers trained, and their certificates |
| `visiting` | visits put on record, once; their photos and signatures; a withdrawn one |
"""

from anhuai.services.actions import reforms as _reforms  # noqa: F401 - declares
from anhuai.services.actions.adaptation import (
    Seen,
    agree_adaptation,
    cancel_adaptation,
    decline_plan,
    end_gone,
    open_adaptation,
    plan_adaptation,
    rehouse_adaptation,
    survey_adaptation,
)
from anhuai.services.actions.adaptation_works import (
    accept_adaptation,
    add_adaptation_photo,
    assign_contractor,
    finish_works,
    follow_up_adaptation,
    list_contractor,
    pay_adaptation,
    prepare_adaptation_pay,
    reject_works,
    start_works,
    unlist_contractor,
)
from anhuai.services.actions.family_beds import (
    Checked,
    apply_for_bed,
    check_bed,
    end_bed,
    level_now,
    plan_care,
    renew_bed,
    resume_bed,
    sign_bed,
    survey_bed,
    suspend_bed,
)
from anhuai.services.actions.family_carers import (
    Taught,
    end_beds_gone,
    retract_carer_course,
    train_carer,
)
from anhuai.services.actions.planning import Planned, plan_month, reassign
from anhuai.services.actions.visiting import Taken, add_proof, record, sync, withdraw
from anhuai.services.actions.visitors import end_visitor, enter_visitor, meet_phone, revoke_phone
from anhuai.services.rules.visiting import BadVisit

__all__ = [
    "BadVisit",
    "Checked",
    "Planned",
    "Seen",
    "Taken",
    "Taught",
    "accept_adaptation",
    "add_adaptation_photo",
    "add_proof",
    "agree_adaptation",
    "apply_for_bed",
    "assign_contractor",
    "cancel_adaptation",
    "check_bed",
    "decline_plan",
    "end_bed",
    "end_beds_gone",
    "end_gone",
    "end_visitor",
    "enter_visitor",
    "finish_works",
    "follow_up_adaptation",
    "level_now",
    "list_contractor",
    "meet_phone",
    "open_adaptation",
    "pay_adaptation",
    "plan_adaptation",
    "plan_care",
    "plan_month",
    "prepare_adaptation_pay",
    "reassign",
    "record",
    "rehouse_adaptation",
    "reject_works",
    "renew_bed",
    "resume_bed",
    "retract_carer_course",
    "revoke_phone",
    "sign_bed",
    "start_works",
    "survey_adaptation",
    "survey_bed",
    "suspend_bed",
    "sync",
    "train_carer",
    "unlist_contractor",
    "withdraw",
]
