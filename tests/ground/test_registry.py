"""The registry: what is asked for by its name is imported alone, and all of a kind stands in the order of the rooms."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from autan.ground.registry import load_rooms, register, register_at_need, registered, registered_named


@dataclass(frozen=True, slots=True)
class Toy:
    """An object of a kind that no room gives."""

    name: str
    rank: int = 0


@pytest.fixture
def make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Write the module of a room that holds toys; returns their place."""
    load_rooms()
    monkeypatch.setattr("autan.ground.registry._objects", {})
    monkeypatch.syspath_prepend(tmp_path)

    def write(module: str, toys: str) -> str:
        code = f"from tests.ground.test_registry import Toy\nTOYS = {toys}\n"
        (tmp_path / f"{module}.py").write_text(code, encoding="utf-8")
        return f"{module}:TOYS"

    return write


def test_a_named_object_imports_its_room_alone(make_room):
    register_at_need(make_room("room_of_tops", "(Toy('top'), Toy('whip'))"), {Toy: ("top", "whip")})
    register_at_need(make_room("room_of_kites", "Toy('kite')"), {Toy: ("kite",)})
    assert registered_named(Toy, "ball") is None
    assert registered_named(Toy, "kite").name == "kite"
    assert ("room_of_kites" in sys.modules, "room_of_tops" in sys.modules) == (True, False)
    assert [toy.name for toy in registered(Toy)] == ["top", "whip", "kite"]


def test_all_of_a_kind_stand_by_rank_then_in_the_order_of_the_rooms(make_room):
    register(Toy("first"))
    register_at_need(make_room("room_of_dolls", "(Toy('doll'), Toy('house', rank=-1))"), {Toy: ("doll", "house")})
    register(Toy("last"))
    assert registered_named(Toy, "last").name == "last"
    assert [toy.name for toy in registered(Toy)] == ["house", "first", "doll", "last"]
    load_rooms()
    assert len(registered(Toy)) == 4


def test_a_room_that_holds_other_names_is_refused(make_room, monkeypatch):
    monkeypatch.setattr("autan.ground.registry._at_need", [])
    register_at_need(make_room("room_of_boats", "Toy('boat')"), {Toy: ("ship",)})
    with pytest.raises(ImproperlyConfigured, match="room_of_boats:TOYS"):
        registered_named(Toy, "ship")
