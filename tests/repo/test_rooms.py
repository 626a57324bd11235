"""A new room is a folder and a line in each list of rooms: a list that forgets it is named here."""

import re
import tomllib
from pathlib import Path

from django.apps import apps
from django.urls import URLResolver, get_resolver

from autan.instance.cli.commands import COMMANDS, module_of
from tests.repo.tree import PACKAGE, REPOSITORY, text_of

SEEN_BY_DJANGO = (
    "models.py",
    "models",
    "templates",
    "static",
    "registration.py",
    "evidence_registration.py",
    "rights.py",
)
ROOMS = {
    ".".join(path.parent.relative_to(PACKAGE.parent).parts): path.parent for path in PACKAGE.glob("*/*/__init__.py")
}


def has_one_of(room: Path, names: tuple[str, ...]) -> bool:
    return any((room / name).exists() for name in names)


def included(patterns: list) -> set[str]:
    """Modules of addresses that the site serves, through whatever list includes them."""
    views = [pattern for pattern in patterns if not isinstance(pattern, URLResolver)]
    rooms = {".".join(getattr(view.callback, "__module__", "").split(".")[:3]) for view in views}
    inner = [included(pattern.url_patterns) for pattern in patterns if isinstance(pattern, URLResolver)]
    return rooms.union(*inner)


def test_there_are_rooms() -> None:
    assert len(ROOMS) > 40


def test_a_room_that_django_must_see_is_an_application() -> None:
    known = {application.name for application in apps.get_app_configs()}
    assert [name for name, folder in ROOMS.items() if has_one_of(folder, SEEN_BY_DJANGO) and name not in known] == []


def test_a_room_with_addresses_is_served() -> None:
    served = included(get_resolver().url_patterns)
    with_addresses = [name for name, folder in ROOMS.items() if has_one_of(folder, ("urls.py", "urls"))]
    assert [name for name in with_addresses if name not in served and name != "autan.instance.project"] == []


def test_a_command_that_is_written_is_in_the_table_of_commands() -> None:
    folder = PACKAGE / "instance" / "cli"
    sources = [text_of(path) for path in (*folder.glob("*.py"), *folder.parent.glob("project/*.py"))]
    used = {name for text in sources for name in re.findall(r"\bcli(?:\.| import )(\w+)", text)}
    used |= {module_of(name).rpartition(".")[2] for name in COMMANDS} | {"__init__", "main"}
    unheard = sorted({path.stem for path in folder.glob("*.py")} - used)
    assert unheard == [], "a line of `COMMANDS` in `commands.py` makes it a command"


_OF_ALL = ("site/", "frame", "figures")
"""The frame of every page, its mark of what is invented, and the library that also holds the filters of language."""
_OF_TEMPLATES = re.compile(r'{%-?\s*(?:load\s+([^%]*?)|include\s+"([^"]+)")\s*-?%}|{%-?\s*include\s+"([^"]+)"')


def district_ranks() -> dict[str, int]:
    """Rank of each district, the upper first, as import-linter holds it; those beside each other share one."""
    contracts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract.get("containers") == ["autan"])
    return {district.strip(): rank for rank, layer in enumerate(layers) for district in layer.split("|")}


def test_a_template_uses_nothing_of_an_upper_district() -> None:
    """What import-linter does not see: libraries of tags, and templates that are included."""
    ranks = district_ranks()
    homes = {path.stem: path.relative_to(PACKAGE).parts[0] for path in PACKAGE.glob("*/*/templatetags/*.py")}
    templates = {path: path.relative_to(PACKAGE).parts for path in PACKAGE.rglob("templates/**/*.html")}
    homes |= {"/".join(parts[parts.index("templates") + 1 :]): parts[0] for parts in templates.values()}
    upward = [
        (str(path.relative_to(PACKAGE)), name)
        for path, parts in templates.items()
        for match in _OF_TEMPLATES.finditer(path.read_text("utf-8"))
        for name in " ".join(filter(None, match.groups())).split()
        if name in homes and not name.startswith(_OF_ALL) and ranks[homes[name]] < ranks[parts[0]]
    ]
    assert upward == []
