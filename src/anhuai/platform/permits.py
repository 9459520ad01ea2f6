"""Every permit of the product in one list; roles (roles.py) say who holds which."""

from enum import StrEnum


class Permit(StrEnum):
    """What an actor may do; held through a role at a division, an organisation or a person."""

    SELF = "self"  # own preferences, inbox, password: every signed-in account

    ACCOUNTS_READ = "accounts.read"
    ACCOUNTS_MANAGE = "accounts.manage"
    AUDIT_READ = "audit.read"
    SECURITY_READ = "security.read"  # keys, retention, protection: their state, no personal data

    RETENTION_READ = "retention.read"
    RETENTION_DECIDE = "retention.decide"

    JOBS_READ = "jobs.read"
    JOBS_MANAGE = "jobs.manage"
    SETTINGS_READ = "settings.read"
    SETTINGS_MANAGE = "settings.manage"
    STATUS_READ = "status.read"
    ANNOUNCEMENTS_MANAGE = "announcements.manage"
    OUTBOX_MANAGE = "outbox.manage"
    WEBHOOKS_MANAGE = "webhooks.manage"

    PLACES_READ = "places.read"
    PLACES_MANAGE = "places.manage"

    PEOPLE_READ = "people.read"
    PEOPLE_MANAGE = "people.manage"
    PEOPLE_REVEAL = "people.reveal"
    PEOPLE_ACCESS = "people.access.read"  # who looked at a file: PIPL art. 45
    PEOPLE_IMPORT = "people.import"
    PEOPLE_EXPORT = "people.export"

    FACILITIES_READ = "facilities.read"
    FACILITIES_MANAGE = "facilities.manage"
    FACILITIES_IMPORT = "facilities.import"
    FACILITIES_EXPORT = "facilities.export"

    WORKFORCE_READ = "workforce.read"
    WORKFORCE_MANAGE = "workforce.manage"

    ASSESSMENTS_READ = "assessments.read"
    ASSESSMENTS_CONDUCT = "assessments.conduct"  # fill in and sign a form
    ASSESSMENTS_MANAGE = "assessments.manage"  # assign, appeal, import
    FUNDS_READ = "funds.read"  # ledgers and pay runs of the county
    FUNDS_PERSON = "funds.person.read"  # what one person is paid
    FUNDS_PAYEES = "funds.payees.manage"
    FUNDS_MANAGE = "funds.manage"  # budgets, runs, files, results
    FUNDS_APPROVE = "funds.approve"

    CIVIL_READ = "civil.read"
    CIVIL_MANAGE = "civil.manage"

    BENEFITS_READ = "benefits.read"
    BENEFITS_APPLY = "benefits.apply"
    BENEFITS_HANDLE = "benefits.handle"  # the township's steps, findings
    BENEFITS_CONFIRM = "benefits.confirm"  # the county's decisions
    BENEFITS_STANDARDS = "benefits.standards"  # propose and approve amounts and thresholds
    BENEFITS_EXPORT = "benefits.export"
    CASES_READ = "cases.read"
    CASES_HANDLE = "cases.handle"  # acknowledge, dispatch, arrive, resolve, hand over, review
    ERRANDS = "cases.errands"  # one's own: accept, arrive, report
    RESPONSE_READ = "response.read"
    RESPONSE_MANAGE = "response.manage"
    SITING_READ = "siting.read"
    SITING_MANAGE = "siting.manage"

    PLACEMENTS_READ = "placements.read"
    PLACEMENTS_APPLY = "placements.apply"  # for oneself or one's family, or at the counter
    PLACEMENTS_MANAGE = "placements.manage"  # the waiting list: offers, eligibility
    PLACEMENTS_RUN = "placements.run"  # an institution's own: admit, stays, reports, incidents

    PLANS_READ = "plans.read"
    PLANS_MANAGE = "plans.manage"
    PLANS_REPORT = "plans.report"
    PLANS_CONFIRM = "plans.confirm"
    PLANS_EXPORT = "plans.export"

    OPENDATA_MANAGE = "opendata.manage"
    SCREENS_READ = "screens.read"
    SCREENS_MANAGE = "screens.manage"
