"""A YAML text is read event by event: no trick passes, every value keeps its line."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from autan.ground.errors import ImportFileError
from autan.ground.tables.core.documents import MAX_TEXT, Node
from autan.ground.tables.core.findings import MAX_FAULTS, Findings
from autan.ground.tables.importers.yaml_document import MAX_BYTES, MAX_DEPTH, MAX_EVENTS, read_document


def faults_of(text: str) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(ImportFileError) as caught:
        read_document(text, "essai.yaml")
    return [(fault.row, fault.column, fault.expected) for fault in caught.value.faults]


def test_values_keep_their_kind_and_line() -> None:
    document = read_document(
        "a: 1\nb: 2.5\nc: true\nd: ~\ne: 2013-04-01\nf: '2013'\ng: [x, y]\nh:\n  i: |\n    un\n    deux\n", "essai.yaml"
    )
    assert document.value == {
        "a": 1,
        "b": 2.5,
        "c": True,
        "d": None,
        "e": date(2013, 4, 1),
        "f": "2013",
        "g": ["x", "y"],
        "h": {"i": "un\ndeux\n"},
    }
    assert (document.lines["a"], document.lines["g[1]"], document.lines["h.i"]) == (1, 7, 9)


@pytest.mark.parametrize(
    ("text", "read", "given"),
    [
        ("2", Node.number, 2),
        ("2.5", Node.number, 2.5),
        ("true", Node.number, None),
        ("'2'", Node.number, None),
        ("true", Node.flag, True),
        ("1", Node.flag, None),
        ("2013-04-01", Node.day, date(2013, 4, 1)),
        ("2013", Node.day, None),
        (" un ", Node.string, "un"),
        ("' '", Node.string, None),
        ("x" * MAX_TEXT, Node.string, "x" * MAX_TEXT),
        ("x" * (MAX_TEXT + 1), Node.string, None),
        ("a_b1", Node.code, "a_b1"),
        ("A", Node.code, None),
        ("a_or_b", Node.code, None),
        ("999000016", Node.siren, "999000016"),
        ("99900001", Node.siren, None),
        ("9990000160", Node.siren, None),
        ("[a, b]", Node.strings, ("a", "b")),
        ("[]", Node.strings, None),
        ("ab", Node.strings, None),
    ],
)
def test_a_value_is_read_as_what_is_wanted_or_is_a_fault(text: str, read: Callable[[Node], Any], given: Any) -> None:
    findings = Findings()
    value = read(Node.root(read_document(text, "essai.yaml"), findings))
    assert len(findings.faults) == (given is None)
    if given is not None:
        assert value == given


def test_yes_and_no_without_quotes_stay_words() -> None:
    assert read_document("[yes, no, on, off]", "essai.yaml").value == ["yes", "no", "on", "off"]


def test_numbers_without_end_stay_words() -> None:
    assert read_document(f"[{'9' * 5000}, .inf, 1:30]", "essai.yaml").value == ["9" * 5000, ".inf", "1:30"]


def test_an_empty_text_is_nothing() -> None:
    assert read_document("", "essai.yaml").value is None


@pytest.mark.parametrize(
    ("text", "row", "column", "words"),
    [
        ("a: &x 1\nb: 2", 1, "a", "sans ancre"),
        ("a: &x [1]\nb: *x", 2, "b", "sans ancre"),
        ("a: !!python/object/apply:os.system [ls]", 1, "a", "sans étiquette"),
        ("a: 1\na: 2", 2, "a", "une seule fois"),
        ("a: 2013-02-30", 1, "a", "une date possible"),
        ("? [1, 2]\n: x", 1, None, "une clé écrite comme un mot"),
        ("a: 1\n---\nb: 2", None, None, "un seul document"),
        ("a: [1, 2\nb: 3", 2, None, "bien formé"),
        ("a: \x00", None, None, "bien formé"),
    ],
)
def test_tricks_and_slips_are_refused_with_their_place(
    text: str, row: int | None, column: str | None, words: str
) -> None:
    faults = faults_of(text)
    assert any(r == row and c == column and words in expected for r, c, expected in faults), faults


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert all("ancre" in expected for _, _, expected in faults_of("\n".join(lines)))


def test_a_text_too_deep_is_refused() -> None:
    depth = MAX_DEPTH + 1
    assert faults_of("[" * depth + "]" * depth) == [(1, None, f"au plus {MAX_DEPTH} niveaux imbriqués")]
    assert faults_of("[" * 100_000)


def test_a_text_too_long_is_refused() -> None:
    assert "1\u00a0Mo" in faults_of("x" * (MAX_BYTES + 1))[0][2]


def test_codes_that_begin_with_a_zero_and_figures_of_other_scripts_stay_words() -> None:
    text = "[08, 09, 01, 0, -3, '08', \u0661\u0662, 01.5]"
    assert read_document(text, "essai.yaml").value == ["08", "09", "01", 0, -3, "08", "\u0661\u0662", 1.5]


@pytest.mark.parametrize("text", ["- 1\n" * 200_000, "---\n" * 200_000])
def test_a_text_of_too_many_values_is_left_where_the_bound_is(text) -> None:
    ((row, _column, words),) = faults_of(text)
    assert row <= MAX_EVENTS
    assert "moins de valeurs" in words


def test_a_text_of_too_many_faults_is_left_after_so_many() -> None:
    faults = faults_of("a: 1\n" * 100_000)
    assert len(faults) == MAX_FAULTS + 1
    assert "moins de défauts" in faults[-1][2]
