"""What a department's page says of the plans: the tasks that name it."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy

from anhuai.plans import queries
from anhuai.platform import clock, departments
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest


@panel("platform.department", title=gettext_lazy("规划任务"), order=10, permit=Permit.PLANS_READ)
def tasks_of_department(request: ActorRequest, key: int) -> str:
    """List the plan departments that match by name, with how many tasks they have open and late."""
    names = departments.names_ever(departments.one_of(key))
    found = queries.named_departments(request.actor, names, on=clock.today())
    if not found:
        return ""
    rows = [
        (f"{reverse('plans:tasks')}?department={one.key}", one.name, one.open, one.overdue)
        for one in found
    ]
    return render_to_string("plans/_department_tasks.html", {"rows": rows}, request)
