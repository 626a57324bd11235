"""The marks inside a text: what each says, and what is refused."""

import pytest

from autan.publishing.living_text.core.document import (
    FigureMark,
    FigureStrip,
    Form,
    IllustrationKind,
    IllustrationMark,
    Place,
)
from autan.publishing.living_text.core.marks import MarkError, parse_citation, parse_mark

HERE = Place(line=3, column=5)


@pytest.mark.parametrize(
    ("inside", "form"), [("people", Form.FULL), ("people | form: number", Form.NUMBER), ("people|form:full", Form.FULL)]
)
def test_a_figure_is_printed_whole_or_in_part(inside, form):
    assert parse_mark(inside, HERE) == FigureMark(name="people", place=HERE, form=form)


def test_the_words_of_the_author_come_with_a_claim():
    mark = parse_mark("people | text: dix | claim: value == 10", HERE)
    assert (mark.form, mark.written, mark.claim.source) == (Form.WRITTEN, "dix", "value == 10")


def test_key_figures_and_illustrations_are_marks_too():
    assert parse_mark("map: forms", HERE) == IllustrationMark(kind=IllustrationKind.MAP, name="forms", place=HERE)
    assert parse_mark("chart:both", HERE).kind is IllustrationKind.CHART
    strip = parse_mark("figures: one, two", HERE)
    assert isinstance(strip, FigureStrip)
    assert [mark.name for mark in strip.marks] == ["one", "two"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("", "un nom en minuscules"),
        ("Élan", "un nom en minuscules"),
        ("value", "un nom en minuscules"),
        ("people | text: dix", "ensemble"),
        ("people | claim: value == 10", "ensemble"),
        ("people | claim: value 10 | text: dix", "comparaison"),
        ("people | text: dix | claim: value == 10 | form: number", "sans « text: »"),
        ("people | reason: à vérifier", "la raison de garder"),
        ("people | form: large", "full, number ou coverage"),
        ("people | form: written", "full, number ou coverage"),
        ("people | colour: red", "des options"),
        ("people | form", "des options"),
        ("people | form: number | form: full", "des options"),
        ("chart: both | form: number", "aucune option"),
        ("table: both", "« chart: »"),
        ("figures: one,, two", "un nom en minuscules"),
        ("map: ../x", "un nom en minuscules"),
    ],
)
def test_a_mark_that_cannot_be_read_says_what_was_expected(inside, expected):
    with pytest.raises(MarkError) as caught:
        parse_mark(inside, HERE)
    assert expected in caught.value.expected


def test_facts_are_cited_one_or_several_at_a_time():
    assert parse_citation("S067", HERE).cited == ("S067",)
    assert parse_citation("S067, @W009", HERE).cited == ("S067", "W009")
    for wrong in ("", "s067", "S067,", "<b>1"):
        with pytest.raises(MarkError):
            parse_citation(wrong, HERE)
