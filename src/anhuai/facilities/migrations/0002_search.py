"""Makes facilities findable by name, pinyin and initials."""

from django.db import migrations

from anhuai.platform.searching import make_index


class Migration(migrations.Migration):
    dependencies = [("facilities", "0001_initial")]

    operations = [
        migrations.RunPython(make_index("facilities_facility"), migrations.RunPython.noop)
    ]
