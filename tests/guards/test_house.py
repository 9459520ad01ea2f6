"""The rules of the house (design §3, §12), proved on the source itself."""

import ast
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver
from ninja import Schema

from anhuai.platform import audit

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "anhuai"
ROOMS = (
    "places", "people", "facilities", "cases", "workforce", "assessments", "funds", "benefits",
    "response", "siting", "placements", "childcare", "services", "civil", "desk", "plans", "portal",
)  # fmt: skip
SOURCES = sorted(
    p for p in [*SRC.rglob("*.py"), *(ROOT / "bench").rglob("*.py"), ROOT / "run.py"]
    if "migrations" not in p.parts
)  # fmt: skip
FILES = {
    "rules", "catalogue", "engine", "models", "queries", "actions", "jobs", "api", "views", "forms",
    "urls", "templates", "migrations", "locale", "apps", "__init__",
}  # fmt: skip


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_file_is_longer_than_400_lines_and_no_function_than_50(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 50, f"{node.name} is too long"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_the_usual_files_and_no_others(room: str) -> None:
    found = {p.stem for p in (SRC / room).iterdir() if p.name != "__pycache__"}
    assert found <= FILES, found - FILES


def functions_of(room: str, part: str) -> Iterator[tuple[Path, ast.FunctionDef]]:
    folder = SRC / room / part
    paths = sorted(folder.rglob("*.py")) if folder.is_dir() else [SRC / room / f"{part}.py"]
    for path in paths:
        if path.exists():
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield path, node


WRITES = re.compile(
    r"\.(create|bulk_create|update|bulk_update|delete|save|get_or_create|update_or_create)\("
)


def offered(room: str) -> set[str] | None:
    """The names a folder of actions offers; None where actions are one file and offer all."""
    init = SRC / room / "actions" / "__init__.py"
    if not init.exists():
        return None
    tree = ast.parse(init.read_text())
    return {a.name for n in tree.body if isinstance(n, ast.ImportFrom) for a in n.names}


# A line of a timeline belongs to the action that causes it, in whichever room, and stands under
# the entry of that action in the trail.
# Neither is a sign of life, nor the nightly end of old telemetry, which the job's page counts, nor
# how far telemetry was judged: what is found there is raised by an action within.
WITHIN = {
    "cases": {"write", "open_case"},
    "desk": {"exchange"},  # how browsers find each other in a call: gone when it is over
    "response": {
        "beat", "forget_readings", "forget_trends", "press", "acknowledged", "sense", "find_absent",
    },
}  # fmt: skip


@pytest.mark.parametrize("room", ROOMS)
def test_every_write_a_room_offers_is_an_action(room: str) -> None:
    names = offered(room)
    for path, node in functions_of(room, "actions"):
        if node.name in WITHIN.get(room, ()):
            continue
        marks = [ast.unparse(d) for d in node.decorator_list]
        if not WRITES.search(ast.unparse(node)) or (names is not None and node.name not in names):
            continue
        assert any(m.startswith("action(") for m in marks), f"{named(path)}: {node.name}"


def test_everything_on_the_trail_has_a_title_of_its_own() -> None:
    import_module("anhuai.site.urls")
    found = audit.titles().items()  # tests declare actions of their own
    titles = {name: str(title) for name, title in found if not name.startswith("test")}
    assert not sorted(name for name, title in titles.items() if not title)
    said = list(titles.values())
    assert len(said) == len(set(said)), sorted(title for title in said if said.count(title) > 1)
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.append":
                name = next(word.value for word in node.keywords if word.arg == "name")
                if isinstance(name, ast.Constant):
                    assert name.value in titles, f"{named(path)}: {name.value}"


def test_the_trail_has_a_word_for_every_key_and_subject() -> None:
    from anhuai.platform.trail_words import KEYS, SUBJECTS

    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for word in getattr(node, "keywords", ()):
                if word.arg == "subject" and isinstance(word.value, ast.Constant):
                    assert word.value.value in {"", *SUBJECTS}, f"{named(path)}: {word.value.value}"
                if word.arg == "logs" and isinstance(word.value, ast.Tuple):
                    said = {ast.literal_eval(one) for one in word.value.elts}
                    assert said <= set(KEYS), f"{named(path)}: {said - set(KEYS)}"


def test_every_environment_variable_is_on_the_page_of_settings() -> None:
    from anhuai.platform.environment import VARIABLES

    found = {
        name
        for path in SOURCES if "platform/environment" not in str(path)
        for name in re.findall(r'environ(?:\.get\(|\[)\s*"(ANHUAI_[A-Z_]+)"', path.read_text())
    }  # fmt: skip
    assert found
    assert found <= {one.name for one in VARIABLES}


def test_what_actions_share_stays_inside_them() -> None:
    graph = grimp.build_graph("anhuai", cache_dir=None)
    for room in ROOMS:
        folder = f"anhuai.{room}.actions"
        for module in graph.find_descendants(folder) if folder in graph.modules else ():
            for importer in graph.find_modules_that_directly_import(module):
                assert importer.startswith(folder), f"{importer} reaches into {module}"


@pytest.mark.parametrize("room", ROOMS)
def test_actions_take_the_actor_first_and_the_rest_by_name(room: str) -> None:
    for path, node in functions_of(room, "actions"):
        if any(ast.unparse(d).startswith("action(") for d in node.decorator_list):
            positional = [a.arg for a in [*node.args.posonlyargs, *node.args.args]]
            assert positional == ["actor"], f"{named(path)}: {node.name}{positional}"


@pytest.mark.parametrize("room", ROOMS)
def test_reads_change_nothing(room: str) -> None:
    for path, node in functions_of(room, "queries"):
        assert not WRITES.search(ast.unparse(node)), f"{named(path)}: {node.name} writes"


def test_models_are_private_to_their_room() -> None:
    graph = grimp.build_graph("anhuai", cache_dir=None)
    for room in ROOMS:
        for importer in graph.find_modules_that_directly_import(f"anhuai.{room}.models"):
            inside = importer.startswith((f"anhuai.{room}.", "anhuai.site.demo"))
            assert inside, f"{importer} uses the tables of {room}"


def patterns(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from patterns(one, prefix + str(one.pattern), inner)
        else:
            yield prefix + str(one.pattern), f"{space}{one.name or ''}", one


def test_every_address_has_a_permit_or_is_declared_public() -> None:
    for route, name, pattern in patterns():
        if name.startswith("api"):
            continue  # the API's doors are in test_every_api_operation_needs_a_key
        assert hasattr(pattern.callback, "permit"), f"{route} says nothing about who may open it"


PUBLIC = {
    "platform:sign_in",
    "platform:second_step",
    "platform:single_sign_on",
    "platform:single_sign_on_back",
    "platform:sign_out",
    "platform:preferences",
    "platform:alive",
    "platform:ready",
    "platform:metrics",
    "platform:security_txt",
    "benefits:catalogue",  # art. 67 of the Social Assistance Law: policy and standards are open
    "benefits:item",
    "services:manifest",  # what makes a field page installable: its name and pictures
    "services:certificate",  # who scans a family carer's certificate sees whether it is genuine
    "services:field_here",  # a lost phone, signed out, must still learn that it empties itself
    "desk:join",  # a video call's link: whom it was sent to, used once, gone with the call
    "desk:join_room",
    "desk:join_exchange",
    "desk:join_leave",
    "portal:open",
    "portal:data_set",
    "services:hours_shown",  # who holds a certificate of service hours verifies it
    "workforce:badge",  # who scans a worker's badge sees whether it is genuine
    "placements:published",  # a public institution's waiting list: numbers, no names
    "portal:data_csv",
    "portal:data_json",
    "portal:find",  # facilities that operate, as any family may know them; nobody named
    "portal:outlines",
    "platform:help_index",
    "platform:help",
    "platform:screen",  # behind a link that an administrator makes, that ends, and that shows
    "platform:screen_outlines",  # sums of an area and its outlines only
}


def test_what_is_public_is_listed_here_and_can_only_shrink() -> None:
    public = {
        name for _route, name, pattern in patterns()
        if not name.startswith("api") and getattr(pattern.callback, "permit", "") is None
    }  # fmt: skip
    assert public == PUBLIC


def test_every_api_operation_needs_a_key() -> None:
    import_module("anhuai.site.urls")
    from anhuai.platform.api import api

    schema = api.get_openapi_schema()
    assert schema["openapi"].startswith("3.1")
    assert schema["paths"]
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert operation.get("security"), f"{method} {path} is open"


def test_every_schema_of_the_api_has_a_name_of_its_own() -> None:
    """Of two with one name the document of the API would show only the later."""
    import_module("anhuai.site.urls")
    found: dict[str, set[str]] = {}
    rest: list[type] = [Schema]
    while rest:
        for one in rest.pop().__subclasses__():
            rest.append(one)
            if one.__module__.startswith("anhuai."):
                found.setdefault(one.__name__, set()).add(one.__module__)
    assert found
    assert not {name: where for name, where in found.items() if len(where) > 1}


@pytest.mark.django_db
def test_the_tables_match_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


SHIPPED_BEFORE_THE_RULE: frozenset[str] = frozenset()  # may only shrink


def test_a_migration_that_destroys_says_that_it_contracts() -> None:
    from django.db.migrations.loader import MigrationLoader

    from anhuai.site.upgrades import declared_phase, destroyed_by

    found = MigrationLoader(None).disk_migrations.items()
    for (app, name), migration in found:
        path = SRC / app / "migrations" / f"{name}.py"
        if not path.exists():
            continue
        phase = declared_phase(path)
        assert phase in {"", "expand", "backfill", "contract"}, f"{app}.{name}: {phase}"
        if destroyed_by(migration) and f"{app}.{name}" not in SHIPPED_BEFORE_THE_RULE:
            assert phase == "contract", f"{app}.{name} destroys: docs/adr/0024"
            assert "contracts = " in path.read_text(), f"{app}.{name}: since when is it unused?"


def test_every_dated_record_has_its_period_checked() -> None:
    for model in apps.get_models():
        fields = {f.name for f in model._meta.get_fields()}
        ours = model.__module__.startswith("anhuai.") and "platform" not in model.__module__
        if ours and {"since", "until"} <= fields:
            checks = [c.name for c in model._meta.constraints if "period" in c.name]
            assert checks or model.__name__ in UNCHECKED, model.__name__


UNCHECKED: set[str] = set()  # may only shrink


PLACES_OWN = {"Division", "Boundary", "PopulationFigure", "Reform", "Succession", "Moved"}


def test_every_column_of_division_codes_is_declared_for_reforms() -> None:
    from anhuai.platform import placed

    declared = {(one.rows().model._meta.label, one.column) for one in placed.declared()}
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if model.__module__.startswith("anhuai.")
        and model.__name__ not in PLACES_OWN
        and field.name in ("division", "hukou", "place", "town", "village")
        and getattr(field, "max_length", None) == 12
    }
    assert found
    assert found == declared, "declare it beside the room's actions: docs/guide/add-what-moves.md"


def test_every_column_that_holds_a_person_is_declared_for_merges() -> None:
    from anhuai.people.models import Person
    from anhuai.platform import pointing

    declared = {(one.rows().model._meta.label, one.column) for one in pointing.declared()}
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if model.__module__.startswith("anhuai.")
        and model._meta.label != "platform.AuditSubject"  # made from the trail, which never changes
        and (field.related_model is Person or (field.name == "person" and not field.is_relation))
    }
    assert found
    assert found == declared, "declare it beside the room's actions: docs/guide/add-what-points.md"


FORBIDDEN = {
    "a registry's host": re.compile(r"registry\.npmjs|files\.pythonhosted|pypi\.org/simple"),
    "a path of one machine": re.compile(r"/(?:work|home|root|Users)/[a-z]"),
    "work left undone": re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError"),
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    texts = {
        ".py",
        ".html",
        ".ts",
        ".mjs",
        ".css",
        ".md",
        ".toml",
        ".json",
        ".lock",
        ".yaml",
        ".po",
    }
    return [ROOT / p for p in listed if Path(p).suffix in texts and (ROOT / p).exists()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_repository_holds_no(what: str) -> None:
    for path in tracked():
        if path == Path(__file__):
            continue
        found = FORBIDDEN[what].search(path.read_text(encoding="utf-8"))
        assert found is None, f"{named(path)}: {found and found.group()}"


def test_identity_numbers_in_the_repository_are_invented() -> None:
    real = re.compile(
        r"(?<![\dA-Za-z])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dX](?![\dA-Za-z])"
    )
    for path in tracked():
        found = real.search(path.read_text(encoding="utf-8"))
        assert found is None, f"{named(path)}: {found and found.group()}"


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
