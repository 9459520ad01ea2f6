from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0004_medical_beds"),
    ]

    operations = [
        migrations.AddField(
            model_name="filing",
            name="noticed_on",
            field=models.DateField(null=True, verbose_name="告知在住人员和家属的日期"),
        ),
    ]
