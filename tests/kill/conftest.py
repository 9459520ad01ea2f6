"""One migrated database a process, copied for each test."""

from collections.abc import Iterator

import pytest

from tests.installation import Template, installed


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A database with its tables and nothing else."""
    with installed(tmp_path_factory.mktemp("template")) as made:
        made.run("migrate")
        yield Template(made.folder, made.env["ANHUAI_DATABASE_URL"])
