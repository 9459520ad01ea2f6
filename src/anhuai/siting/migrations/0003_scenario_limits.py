from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("siting", "0002_provision"),
    ]

    operations = [
        migrations.AddField(
            model_name="scenario",
            name="capacity",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="scenario",
            name="closing",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="scenario",
            name="least_m2",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="scenario",
            name="users_percent",
            field=models.PositiveSmallIntegerField(default=100),
        ),
    ]
