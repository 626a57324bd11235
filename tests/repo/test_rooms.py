"""A new room is a folder and a line in each list of rooms: a list that forgets it is named here."""

from pathlib import Path

from django.apps import apps
from django.urls import URLResolver, get_resolver

from tests.repo.tree import PACKAGE

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
