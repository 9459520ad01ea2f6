"""Makes social organisations findable by name, pinyin and initials."""

from django.db import migrations

from anhuai.platform.searching import make_index


class Migration(migrations.Migration):
    dependencies = [("civil", "0001_initial")]

    operations = [
        migrations.RunPython(make_index("civil_socialorganisation"), migrations.RunPython.noop)
    ]
