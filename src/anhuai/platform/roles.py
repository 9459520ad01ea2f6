"""Roles as documented classes: each lists its permits and where it may be held."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from anhuai.platform.permits import Permit


class HeldAt(StrEnum):
    """What a role is bound to."""

    DIVISION = "division"
    ORGANISATION = "organisation"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Role:
    """A named bundle of permits.

    `says` states in one sentence whose working day the role serves.
    """

    code: str
    title: str
    title_en: str
    held_at: HeldAt
    says: str
    permits: frozenset[Permit]


P = Permit
_READS = {P.SELF, P.PLACES_READ, P.PEOPLE_READ, P.FACILITIES_READ, P.WORKFORCE_READ, P.CIVIL_READ}
_READS |= {P.ASSESSMENTS_READ, P.VISITS_READ, P.ORDERS_READ, P.HOME_READ}
_READS |= {P.MEALS_READ, P.MARTS_READ, P.COMMUNITY_READ}
_COMMUNITY = {P.COMMUNITY_READ, P.COMMUNITY_JOIN, P.COMMUNITY_MANAGE}
_READS_PLANS = _READS | {P.PLANS_READ, P.SITING_READ, P.PLACEMENTS_READ}
_BENEFITS_APPLIES = {P.BENEFITS_READ, P.BENEFITS_APPLY}
_BENEFITS_TOWN = _BENEFITS_APPLIES | {P.BENEFITS_HANDLE, P.BENEFITS_EXPORT}
_BENEFITS_COUNTY = _BENEFITS_TOWN | {P.BENEFITS_CONFIRM, P.BENEFITS_STANDARDS}
_CHILDCARE_SITE = {P.CHILDCARE_READ, P.CHILDCARE_APPLY, P.CHILDCARE_MANAGE}
_CHILDCARE = _CHILDCARE_SITE | {P.CHILDCARE_RANK}

_PLACEMENTS_APPLIES = {P.PLACEMENTS_READ, P.PLACEMENTS_APPLY}
_PLACEMENTS_RUNS = {P.PLACEMENTS_READ, P.PLACEMENTS_RUN}
_PLACEMENTS = _PLACEMENTS_APPLIES | {P.PLACEMENTS_MANAGE, P.PLACEMENTS_RUN}

_ORDERS_PLACES = {P.ORDERS_READ, P.ORDERS_PLACE}
_ORDERS_RUNS = {P.ORDERS_READ, P.ORDERS_RUN}
_ORDERS = _ORDERS_PLACES | {P.ORDERS_MANAGE}

_MEALS_OF_POINT = {P.MEALS_READ, P.MEALS_RUN}
_MEALS = _MEALS_OF_POINT | {P.MEALS_ORDER, P.MEALS_MANAGE, P.MARTS_RUN, P.MARTS_MANAGE}
_MEALS_VILLAGE = {P.MEALS_READ, P.MEALS_ORDER, P.MARTS_READ, P.MARTS_RUN}
_HOME = {P.HOME_READ, P.HOME_SURVEY, P.HOME_AGREE, P.HOME_PROVIDE, P.HOME_MANAGE}
_HOME_PROVIDES = {P.HOME_READ, P.HOME_PROVIDE}
_FUNDS = {P.FUNDS_READ, P.FUNDS_PERSON, P.FUNDS_PAYEES, P.FUNDS_MANAGE, P.FUNDS_APPROVE}
_FUNDS |= {P.FUNDS_SPEND}
_FUNDS |= {P.SETTLEMENTS_READ, P.SETTLEMENTS_MANAGE, P.SETTLEMENTS_APPROVE}
_READS_ALARMS = {P.CASES_READ, P.RESPONSE_READ}
_HANDLES_ALARMS = _READS_ALARMS | {P.CASES_HANDLE, P.ERRANDS}
_READS_DESK = {P.TICKETS_READ, P.KNOWLEDGE_READ}
_HANDLES_TICKETS = _READS_DESK | {P.TICKETS_HANDLE}
_TAKES_CALLS = _HANDLES_TICKETS | {P.DESK_CALLS, P.KNOWLEDGE_WRITE}

_ROLES = (
    Role(
        "county_administrator",
        "县级管理员",
        "County administrator",
        HeldAt.DIVISION,
        "开设账号、分配角色、查看任务与审计；不办理业务，也不看个人身份信息。",
        frozenset(
            {
                P.SELF,
                P.ACCOUNTS_READ,
                P.ACCOUNTS_MANAGE,
                P.AUDIT_READ,
                P.SECURITY_READ,
                P.RETENTION_READ,
                P.JOBS_READ,
                P.JOBS_MANAGE,
                P.SETTINGS_READ,
                P.SETTINGS_MANAGE,
                P.STATUS_READ,
                P.ANNOUNCEMENTS_MANAGE,
                P.OUTBOX_MANAGE,
                P.WEBHOOKS_MANAGE,
                P.PLACES_READ,
                P.PLACES_MANAGE,
                P.FACILITIES_READ,
                P.PLANS_READ,
                P.SCREENS_READ,
                P.SCREENS_MANAGE,
            }
        ),
    ),
    Role(
        "system_administrator",
        "系统管理员",
        "System administrator",
        HeldAt.DIVISION,
        "维护区划、后台任务和运行；不管账号和权限，不看审计记录（等保三员之一）。",
        frozenset({P.SELF, P.JOBS_READ, P.JOBS_MANAGE, P.PLACES_READ, P.PLACES_MANAGE}),
    ),
    Role(
        "security_administrator",
        "安全管理员",
        "Security administrator",
        HeldAt.DIVISION,
        "开设账号、分配和复核角色、查看密钥和数据保存状况；不看审计记录（等保三员之一）。",
        frozenset(
            {
                P.SELF,
                P.ACCOUNTS_READ,
                P.ACCOUNTS_MANAGE,
                P.SECURITY_READ,
                P.RETENTION_READ,
                P.PLACES_READ,
            }
        ),
    ),
    Role(
        "county_officer",
        "县级业务人员",
        "County officer",
        HeldAt.DIVISION,
        "民政局、卫健局等部门的经办人：管理全县人员、机构和规划指标。",
        frozenset(
            _READS_PLANS
            | _HANDLES_ALARMS
            | _TAKES_CALLS
            | {
                P.DESK_MANAGE,
                P.DESK_WARN,
                P.DISCHARGES_SEND,
                P.KNOWLEDGE_APPROVE,
                P.RESPONSE_MANAGE,
                P.RETENTION_READ,
                P.RETENTION_DECIDE,
                P.PEOPLE_MANAGE,
                P.PEOPLE_REVEAL,
                P.PEOPLE_ACCESS,
                P.PEOPLE_IMPORT,
                P.PEOPLE_EXPORT,
                P.FACILITIES_MANAGE,
                P.FACILITIES_IMPORT,
                P.FACILITIES_EXPORT,
                P.WORKFORCE_MANAGE,
                P.ASSESSMENTS_MANAGE,
                P.VISITS_MANAGE,
                *_COMMUNITY,
                P.CIVIL_MANAGE,
                *_BENEFITS_COUNTY,
                *_CHILDCARE,
                *_PLACEMENTS,
                *_ORDERS,
                *_MEALS,
                *_HOME,
                P.PLACES_MANAGE,
                P.PLANS_MANAGE,
                P.PLANS_REPORT,
                P.PLANS_CONFIRM,
                P.PLANS_EXPORT,
                P.SITING_MANAGE,
                P.JOBS_READ,
                P.SETTINGS_READ,
                P.SETTINGS_MANAGE,
                P.ANNOUNCEMENTS_MANAGE,
                P.OPENDATA_MANAGE,
                P.SCREENS_READ,
            }
            | _FUNDS
        ),
    ),
    Role(
        "leader",
        "领导",
        "Leader",
        HeldAt.DIVISION,
        "查看全局指标、机构和名单，不修改数据。",
        frozenset(
            _READS_PLANS
            | _READS_ALARMS
            | _READS_DESK
            | {P.PLANS_EXPORT, P.SCREENS_READ, P.FUNDS_READ, P.BENEFITS_READ}
            | {P.SETTLEMENTS_READ}
        ),
    ),
    Role(
        "town_clerk",
        "乡镇（街道）经办人",
        "Town clerk",
        HeldAt.DIVISION,
        "办理本乡镇的人员登记、变更和机构信息，填报本乡镇的指标。",
        frozenset(
            _READS_PLANS
            | _READS_ALARMS
            | _HANDLES_TICKETS
            | {
                P.ERRANDS,
                P.RESPONSE_MANAGE,
                P.PEOPLE_MANAGE,
                P.PEOPLE_REVEAL,
                P.PEOPLE_ACCESS,
                P.PEOPLE_IMPORT,
                P.PEOPLE_EXPORT,
                P.FACILITIES_MANAGE,
                P.WORKFORCE_MANAGE,
                P.ASSESSMENTS_MANAGE,
                P.VISITS_MANAGE,
                *_COMMUNITY,
                P.CIVIL_MANAGE,
                *_BENEFITS_TOWN,
                *_CHILDCARE_SITE,
                *_PLACEMENTS,
                *_ORDERS,
                *_MEALS,
                *_HOME,
                P.PLANS_REPORT,
                P.FUNDS_PERSON,
                P.FUNDS_PAYEES,
                P.FUNDS_SPEND,
            }
        ),
    ),
    Role(
        "village_worker",
        "村（社区）工作人员",
        "Village worker",
        HeldAt.DIVISION,
        "在本村走访、登记和更新人员情况。",
        frozenset(
            {P.SELF, P.PLACES_READ, P.PEOPLE_READ, P.PEOPLE_MANAGE, P.FACILITIES_READ}
            | {P.ASSESSMENTS_READ, P.RESPONSE_READ, P.ERRANDS, P.VISITS_READ, P.VISITS_CONDUCT}
            | {P.HOME_READ, P.HOME_SURVEY}
            | _COMMUNITY
            | _HANDLES_TICKETS
            | _BENEFITS_APPLIES
            | _PLACEMENTS_APPLIES
            | _ORDERS_PLACES
            | _MEALS_VILLAGE
        ),
    ),
    Role(
        "duty_officer",
        "12349 值班员",
        "Duty officer",
        HeldAt.DIVISION,
        "接听 12349 热线、处置呼叫，需要时查看电话和住址。",
        frozenset(
            _HANDLES_ALARMS
            | _TAKES_CALLS
            | {P.SELF, P.PLACES_READ, P.PEOPLE_READ, P.PEOPLE_REVEAL, P.FACILITIES_READ}
            | _ORDERS_PLACES
            | {P.MEALS_READ, P.MEALS_ORDER}
            | {P.ASSESSMENTS_READ, P.VISITS_READ, P.HOME_READ}
        ),
    ),
    Role(
        "institution_manager",
        "机构负责人",
        "Institution manager",
        HeldAt.ORGANISATION,
        "维护本机构的床位、证照和员工；托育机构的在托、录取和接送。",
        frozenset(
            {
                P.SELF,
                P.PLACES_READ,
                P.FACILITIES_READ,
                P.FACILITIES_MANAGE,
                P.WORKFORCE_READ,
                P.WORKFORCE_MANAGE,
                *_CHILDCARE,
            }
            | _PLACEMENTS_RUNS
            | _ORDERS_RUNS
            | _MEALS_OF_POINT
            | _HOME_PROVIDES
        ),
    ),
    Role(
        "provider",
        "服务商",
        "Provider",
        HeldAt.ORGANISATION,
        "维护本单位的服务网点和员工，接单、派人、上门服务并留下凭证。",
        frozenset(
            {P.SELF, P.PLACES_READ, P.FACILITIES_READ, P.WORKFORCE_READ}
            | {P.SETTLEMENTS_READ, P.SETTLEMENTS_ANSWER}
            | _ORDERS_RUNS
            | _MEALS_OF_POINT
            | _HOME_PROVIDES
        ),
    ),
    Role(
        "carer",
        "上门服务员",
        "Carer",
        HeldAt.ORGANISATION,
        "在手机上查看本人当天的上门订单，做完留凭证。",
        frozenset({P.SELF, P.PLACES_READ, P.ORDERS_DELIVER}),
    ),
    Role(
        "assessor",
        "评估员",
        "Assessor",
        HeldAt.DIVISION,
        "在所派区域查看待评估人员，现场评估并签字。",
        frozenset(
            {P.SELF, P.PLACES_READ, P.PEOPLE_READ, P.FACILITIES_READ}
            | {P.ASSESSMENTS_READ, P.ASSESSMENTS_CONDUCT}
        ),
    ),
    Role(
        "auditor",
        "审计员",
        "Auditor",
        HeldAt.DIVISION,
        "查看审计记录和业务数据，身份信息保持遮盖，不修改任何数据（等保三员之一）。",
        frozenset(
            _READS_PLANS
            | _READS_ALARMS
            | _READS_DESK
            | {
                P.AUDIT_READ,
                P.ACCOUNTS_READ,
                P.SECURITY_READ,
                P.JOBS_READ,
                P.PEOPLE_ACCESS,
                P.RETENTION_READ,
                P.SETTINGS_READ,
                P.FUNDS_READ,
                P.FUNDS_PERSON,
                P.SETTLEMENTS_READ,
                P.BENEFITS_READ,
            }
        ),
    ),
    Role(
        "family",
        "家属",
        "Family member",
        HeldAt.PERSON,
        "查看自己和受托家人的信息。",
        frozenset(
            {P.SELF, P.PLACES_READ, P.PEOPLE_READ, P.PEOPLE_ACCESS, P.ASSESSMENTS_READ}
            | {P.FUNDS_PERSON, P.CHILDCARE_OWN, P.CHILDCARE_APPLY, P.VISITS_READ}
            | {P.HOME_READ, P.HOME_AGREE}
            | {P.COMMUNITY_READ, P.COMMUNITY_JOIN}
            | _BENEFITS_APPLIES
            | _PLACEMENTS_APPLIES
            | _ORDERS_PLACES
            | {P.MEALS_READ, P.MEALS_ORDER, P.MARTS_READ}
        ),
    ),
    Role(
        "api_client",
        "接口客户端",
        "API client",
        HeldAt.DIVISION,
        "其他系统按区域读取人员、机构和指标。",
        frozenset(
            {P.SELF, P.PLACES_READ, P.PEOPLE_READ, P.FACILITIES_READ, P.PLANS_READ}
            | {P.ASSESSMENTS_READ, P.FUNDS_READ, P.BENEFITS_READ, P.VISITS_READ, P.HOME_READ}
            | {P.PLACEMENTS_READ, P.ORDERS_READ, P.SETTLEMENTS_READ}
            | {P.MEALS_READ, P.MARTS_READ, P.COMMUNITY_READ}
            | _READS_DESK
        ),
    ),
    Role(
        "weather_office",
        "气象部门接口",
        "Weather service's system",
        HeldAt.DIVISION,
        "气象部门的系统发布和解除高温、低温预警，不看人员信息。",
        frozenset({P.SELF, P.PLACES_READ, P.DESK_WARN}),
    ),
    Role(
        "hospital",
        "医院接口",
        "Hospital's system",
        HeldAt.DIVISION,
        "医院的系统发送出院通知，只看本账号发送的通知，不看人员信息。",
        frozenset({P.SELF, P.PLACES_READ, P.DISCHARGES_SEND}),
    ),
)

ROLES: Mapping[str, Role] = {role.code: role for role in _ROLES}
