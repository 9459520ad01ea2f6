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
    VISITS_READ = "visits.read"
    VISITS_CONDUCT = "visits.conduct"  # visit and send from the phone
    VISITS_MANAGE = "visits.manage"  # plan, visitors, phones, withdraw
    ORDERS_READ = "orders.read"
    ORDERS_PLACE = "orders.place"  # for oneself or one's family, at the counter, from the desk
    ORDERS_MANAGE = "orders.manage"  # match, cancel, settle a dispute; offerings of any provider
    ORDERS_RUN = "orders.run"  # a provider's own: offer, accept, assign, serve
    SETTLEMENTS_READ = "settlements.read"  # contracts, statements: the county's or one's own
    SETTLEMENTS_MANAGE = "settlements.manage"  # contracts, anomalies, call-backs, statements
    SETTLEMENTS_APPROVE = "settlements.approve"  # never who prepared or checked it
    SETTLEMENTS_ANSWER = "settlements.answer"  # a provider: confirm or dispute its statement
    ORDERS_DELIVER = "orders.deliver"  # one's own orders at the door, from the phone
    MEALS_READ = "meals.read"
    MEALS_ORDER = "meals.order"  # for oneself, one's family, somebody of one's area
    MEALS_RUN = "meals.run"  # a point's own: menus, serving, rounds, hygiene
    MEALS_MANAGE = "meals.manage"  # points and their sittings
    MARTS_READ = "marts.read"
    MARTS_RUN = "marts.run"  # award and exchange points
    MARTS_MANAGE = "marts.manage"  # marts, goods; the county's list of deeds
    HOME_READ = "home.read"  # adaptations of homes, family care beds
    HOME_SURVEY = "home.survey"  # see a home: survey, accept, check, follow up
    HOME_AGREE = "home.agree"  # to the plan for one's own home, or at the counter
    HOME_PROVIDE = "home.provide"  # an organisation's own: build, give care, report
    HOME_MANAGE = "home.manage"  # take up, plan and price, contract, end
    COMMUNITY_READ = "community.read"  # mutual help, activities, the elders' school
    COMMUNITY_JOIN = "community.join"  # oneself, one's family, or at the counter for somebody
    COMMUNITY_MANAGE = "community.manage"
    FUNDS_READ = "funds.read"  # ledgers and pay runs of the county
    FUNDS_PERSON = "funds.person.read"  # what one person is paid
    FUNDS_PAYEES = "funds.payees.manage"
    FUNDS_MANAGE = "funds.manage"  # budgets, runs, files, results
    FUNDS_APPROVE = "funds.approve"
    FUNDS_SPEND = "funds.spend"  # vouchers and hours of a person at a counter

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
    DESK_CALLS = "desk.calls"  # take and make calls, care calls, hand-over notes
    DESK_MANAGE = "desk.manage"  # rosters, care lists, drills, telephones
    DESK_WARN = "desk.warn"  # warnings of the weather: the service's own system, the county
    DISCHARGES_SEND = "discharges.send"  # hospitals' notices of who went home
    TICKETS_READ = "tickets.read"
    TICKETS_HANDLE = "tickets.handle"
    KNOWLEDGE_READ = "knowledge.read"
    KNOWLEDGE_WRITE = "knowledge.write"
    KNOWLEDGE_APPROVE = "knowledge.approve"  # never one's own
    CHILDCARE_READ = "childcare.read"
    CHILDCARE_OWN = "childcare.own.read"  # the page of a family's own children
    CHILDCARE_APPLY = "childcare.apply"  # a family's own child; officers for a family
    CHILDCARE_MANAGE = "childcare.manage"  # classes, who is there, checks, enrolment
    CHILDCARE_RANK = "childcare.rank"  # publish the order, rank, offer
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
