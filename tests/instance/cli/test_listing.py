"""What a command shows: full lines in a pipe, a table on a terminal, JSON for a program, in any letters."""

import codecs
import io
import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from autan.instance.cli.listing import (
    accept_any_encoding,
    attributes_of,
    is_agreed,
    make_console,
    print_done,
    print_json,
    show_record,
    show_rows,
)

HEADINGS = ("Nom", "Combien")
ROWS = [("Ici", "12"), ("Là [bas]\n deux\tlignes", "3")]


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    @property
    def lines(self) -> list[str]:
        """What is read on it, without its colours."""
        return re.sub(r"\x1b\[\d+m", "", self.getvalue()).splitlines()

    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of forty columns, from here to the end of the test."""
    monkeypatch.setenv("COLUMNS", "40")
    stream = Terminal()
    monkeypatch.setattr("sys.stdout", stream)
    return stream


def test_in_a_pipe_each_item_is_one_line_and_the_title_is_apart(capsys: pytest.CaptureFixture[str]) -> None:
    show_rows(HEADINGS, ROWS, title="Deux noms", empty="Aucun nom.")
    assert capsys.readouterr() == ("Ici\t12\nLà [bas] deux lignes\t3\n", "Deux noms\n")
    show_rows(HEADINGS, ROWS[:1])
    assert capsys.readouterr() == ("Ici\t12\n", "")


def test_a_list_without_a_line_says_so_where_it_has_words_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    show_rows(HEADINGS, iter(()), title="Zéro nom", empty="Aucun nom.")
    assert capsys.readouterr() == ("Aucun nom.\n", "")
    show_rows(HEADINGS, ())
    assert capsys.readouterr() == ("", "")


def test_another_program_reads_objects_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    objects = ({"name": name, "on": date(2026, 5, 1)} for name in ("é", "b"))
    show_rows(HEADINGS, ROWS, as_objects=objects, as_json=True, title="Deux noms", empty="Aucun nom.")
    read = capsys.readouterr()
    assert json.loads(read.out) == [{"name": "é", "on": "2026-05-01"}, {"name": "b", "on": "2026-05-01"}]
    assert ("é" in read.out, read.err) == (True, "")
    show_rows(HEADINGS, (), as_json=True, empty="Aucun nom.")
    assert capsys.readouterr().out == "[]\n"


def test_on_a_terminal_it_is_a_table_that_folds_and_sets_numbers_right(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    show_rows(HEADINGS, [("Un nom très long qui ne tient pas sur une ligne", "3"), ("[bas]", "12")], numbers=(1,))
    lines = shown.lines
    assert lines[0].split() == ["Nom", "Combien"]
    assert all(len(line) <= 40 for line in lines)
    assert len(lines) == 4, "a heading, two lines for the long name, one for the other"
    assert lines[1].endswith(" 3")
    assert lines[3].rstrip().startswith("[bas]")
    assert lines[3].endswith("12")


def test_a_title_stands_above_the_table_of_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = terminal(monkeypatch)
    show_rows(HEADINGS, ROWS[:1], title="Un nom")
    assert shown.lines[0].strip() == "Un nom"
    assert capsys.readouterr().err == ""


def test_a_console_cuts_no_line_that_nobody_looks_at(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = terminal(monkeypatch)
    make_console().print("mot " * 30)
    assert len(shown.lines) > 2
    make_console(stderr=True).print("mot " * 30)
    assert capsys.readouterr().err.count("\n") == 1


def test_headings_and_an_empty_list_are_in_the_language_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUTAN_LANGUAGE", "en")
    stream = terminal(monkeypatch)
    show_rows(("Titre", "", "Collectivité"), [("Ici", "", "Là")])
    show_rows(("Titre",), (), empty="Aucun plan.")
    assert [line.split() for line in stream.lines] == [["Title", "Authority"], ["Ici", "Là"], ["No", "plan."]]


def test_one_thing_is_a_title_and_its_fields_or_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    shown: dict[str, Any] = {"as_object": {"name": "Ici"}}
    show_record("Ici", {"Quand": "jeudi", "Où": "là"}, **shown, as_json=False)
    assert capsys.readouterr().out == "Ici\n  Quand : jeudi\n  Où : là\n"
    show_record("Ici", {"Quand": "jeudi"}, **shown, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"name": "Ici"}


def test_what_was_done_is_said_in_words_or_as_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    print_done("Fait.", {"done": True}, as_json=False)
    print_done("Fait.", {"done": True}, as_json=True)
    words, _, rest = capsys.readouterr().out.partition("\n")
    assert (words, json.loads(rest)) == ("Fait.", {"done": True})


def test_moments_are_in_iso_form_and_attributes_in_the_order_asked(capsys: pytest.CaptureFixture[str]) -> None:
    moment = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
    print_json(attributes_of(moment, "year month minute") | {"at": moment})
    read = json.loads(capsys.readouterr().out)
    assert list(read.items()) == [("year", 2026), ("month", 5), ("minute", 30), ("at", "2026-05-01T09:30:00+00:00")]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("o", "yes"), ("OUI", "yes"), (" y ", "yes"), ("yes", "yes"), ("n", "no"), ("", "no"), ("ou", "no"), ("1", "no")],
)
def test_yes_is_said_in_two_languages_and_everything_else_is_no(
    typed: str, answer: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUTAN_LANGUAGE", "fr")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
    assert is_agreed("Effacer ?") is (answer == "yes")
    assert "Effacer ? [o/N]" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("latin-1", "'é' - oe >= v ?"),
        ("ascii", "'e' - oe >= v ?"),
        ("utf-8", "’é’ – œ ≥ ✓ 中"),
    ],
)
def test_a_stream_of_other_letters_is_given_the_nearest_ones(
    encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _each in range(2)]
    for name, stream in zip(("sys.stdout", "sys.stderr"), streams, strict=True):
        monkeypatch.setattr(name, stream)
    accept_any_encoding()
    for stream in streams:
        stream.write("’é’ – œ ≥ ✓ 中")
        stream.flush()
        assert stream.buffer.getvalue().decode(encoding) == shown  # type: ignore[attr-defined]
    assert codecs.lookup_error("nearest")
