"""Names whose first character is read otherwise as a family name are found by both readings."""

from django.db import migrations

from anhuai.platform.searching import search_text, two_readings


def run(apps, _editor):
    people = apps.get_model("people", "Person").objects
    for character in two_readings():
        for key, name in list(people.filter(name__startswith=character).values_list("pk", "name")):
            people.filter(pk=key).update(search=search_text(name))


class Migration(migrations.Migration):
    dependencies = [("people", "0006_file_changes")]
    operations = [migrations.RunPython(run, migrations.RunPython.noop)]
