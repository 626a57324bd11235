"""Drawn maps are kept on disk: drawn once, whole, never too many, and a refusing disk only costs time."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autan.territories.charts.renderers import svg
from autan.territories.charts.renderers.svg import remembered


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.AUTAN_CACHE = tmp_path
    return tmp_path / "drawings"


class Artist:
    def __init__(self, drawing: str = "<svg/>") -> None:
        self.drawing, self.times = drawing, 0

    def __call__(self) -> str:
        self.times += 1
        return self.drawing


def test_the_same_words_are_drawn_once(folder: Path) -> None:
    artist = Artist("<svg>été</svg>")
    assert [remembered(("a", 1), artist) for _ in range(3)] == ["<svg>été</svg>"] * 3
    assert artist.times == 1
    assert len(list(folder.iterdir())) == 1


def test_other_words_or_other_code_are_drawn_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    artist = Artist()
    remembered("a", artist)
    remembered("b", artist)
    monkeypatch.setattr(svg, "_fingerprint", lambda: "another code")
    remembered("a", artist)
    assert artist.times == 3


def test_two_workers_at_once_leave_one_whole_file(folder: Path) -> None:
    drawing = "<svg>" + "x" * 200_000 + "</svg>"
    with ThreadPoolExecutor(4) as workers:
        results = list(workers.map(lambda _: remembered("a", Artist(drawing)), range(8)))
    assert set(results) == {drawing}
    assert [file.suffix for file in folder.iterdir()] == [".svg"]


def test_a_disk_that_refuses_only_costs_time(settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.AUTAN_CACHE = tmp_path / "file"
    artist = Artist()
    assert [remembered("a", artist) for _ in range(2)] == ["<svg/>"] * 2
    assert artist.times == 2


def test_the_oldest_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "_MOST_KEPT", 5)
    monkeypatch.setattr(svg, "_KEPT_AFTER_CLEARING", 3)
    for name in range(6):
        remembered(name, Artist(f"<svg>{name}</svg>"))
        for age, file in enumerate(sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)):
            os.utime(file, (age, age))
    assert sorted(file.read_text() for file in folder.iterdir()) == [f"<svg>{name}</svg>" for name in (3, 4, 5)]
