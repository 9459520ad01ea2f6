"""The audit trail starts its chain and may only grow."""

from django.db import migrations

GENESIS = "0" * 64

SQLITE = [
    "create trigger audit_never_changed before update on platform_auditentry"
    " begin select raise(abort, 'the audit trail is append-only'); end",
    "create trigger audit_never_removed before delete on platform_auditentry"
    " begin select raise(abort, 'the audit trail is append-only'); end",
]
POSTGRESQL = [
    "create function audit_append_only() returns trigger language plpgsql as"
    " $$ begin raise exception 'the audit trail is append-only'; end $$",
    "create trigger audit_never_changed before update or delete on platform_auditentry"
    " for each row execute function audit_append_only()",
    "create trigger audit_never_emptied before truncate on platform_auditentry"
    " for each statement execute function audit_append_only()",
]


def begin(apps, editor):
    apps.get_model("platform", "AuditHead").objects.create(pk=1, sequence=0, digest=GENESIS)
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("platform", "0001_initial")]
    operations = [migrations.RunPython(begin)]
