from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_find_by_identity")]

    operations = [
        migrations.AddIndex(
            "person",
            models.Index(
                fields=["pinyin", "id"], condition=~models.Q(died=None), name="person_dead"
            ),
        ),
        migrations.AddIndex(
            "person",
            models.Index(
                fields=["pinyin", "id"], condition=~models.Q(left=None), name="person_left"
            ),
        ),
    ]
