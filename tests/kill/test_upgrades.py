"""An upgrade is rehearsed on a copy, and only then done: the database in use stays as it was."""

from pathlib import Path

import pytest

from tests.installation import Template, installed

pytestmark = pytest.mark.kill
MIGRATIONS = Path(__file__).parents[2] / "src/anhuai/services/migrations"
STEPS = sorted(path.stem for path in MIGRATIONS.glob("0*.py"))
APPLIED = "from django.db.migrations.recorder import MigrationRecorder as R\n"
APPLIED += "print(R.Migration.objects.count())"


def test_a_rehearsal_tells_each_step_and_changes_nothing(
    tmp_path: Path, migrated: Template
) -> None:
    with installed(tmp_path, migrated) as site:
        whole = int(site.python(APPLIED))
        site.run("manage", "migrate", "services", STEPS[-3], "-v", "0")  # nothing rests on it
        before = site.python(APPLIED)
        told = site.run("upgrade", "--rehearse")
        assert f"services.{STEPS[-2]}  " in told
        assert f"services.{STEPS[-1]}  " in told
        assert "秒" in told
        assert "排练成功" in told
        assert site.python(APPLIED) == before
        assert not list(site.folder.glob("rehearsal-*")), "the copy is gone"
        status, _out, says = site.tried("upgrade")
        assert status == 2
        assert "--rehearse" in says
        done = site.run("upgrade", "--backup", str(tmp_path / "before.tar.gz"))
        assert f"共 {whole - int(before)} 步" in done
        assert (tmp_path / "before.tar.gz").exists()
        assert "已是最新" in site.run("upgrade", "--without-backup")
