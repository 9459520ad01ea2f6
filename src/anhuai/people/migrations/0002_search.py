"""Names become findable by characters, pinyin and initials."""

from django.db import migrations

from anhuai.platform.searching import make_index


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(make_index("people_person"), migrations.RunPython.noop)]
