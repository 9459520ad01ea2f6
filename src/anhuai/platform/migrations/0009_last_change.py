"""The chain's head remembers the last write: lists ask for it with every page."""

from django.db import migrations, models


def fill(apps, schema_editor):
    written = apps.get_model("platform", "AuditEntry").objects.filter(kind="action")
    digest = written.order_by("-sequence").values_list("digest", flat=True).first()
    apps.get_model("platform", "AuditHead").objects.update(changed=digest or "")


class Migration(migrations.Migration):
    dependencies = [("platform", "0008_organisation_version")]

    operations = [
        migrations.AddField("audithead", "changed", models.CharField(max_length=64, default="")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
