"""How even a day's loads are is kept with its plan, and what that cost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0008_arranged")]

    operations = [
        migrations.AddField("dayplan", "evenness", models.JSONField(default=dict)),
    ]
