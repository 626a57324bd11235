"""Each kind of field of a described document: kept and read again, said in both languages, empty as it should be."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from autan.ground.descriptions.core.kinds import (
    Choice,
    Codes,
    Day,
    Described,
    Flag,
    Lines,
    LongText,
    Money,
    Number,
    PersonName,
    Several,
    ShortText,
    Year,
)
from autan.ground.web.forms.described import described_field
from autan.ground.wordings import Text
from tests.ground.test_descriptions import Level, Theme

LABEL = Text("Champ", "Field")
AREA = Number(LABEL, minimum=1, maximum=500, sign="m²")


@pytest.mark.parametrize(
    ("kind", "value", "kept", "column"),
    [
        (ShortText(LABEL), "mots", "mots", "mots"),
        (ShortText(LABEL), "", "", ""),
        (Choice(LABEL, Level), Level.HIGH, "high", "high"),
        (Choice(LABEL, Level), None, "", ""),
        (Codes(LABEL), ("a", "b"), ["a", "b"], "|a|b|"),
        (Codes(LABEL), (), [], ""),
        (Several(LABEL, Theme), (Theme.WOOD, Theme.SUN), ["wood", "sun"], "|wood|sun|"),
        (Lines(LABEL), ("a b", "c"), ["a b", "c"], ["a b", "c"]),
        (Lines(LABEL), (), [], []),
        (Day(LABEL), date(2026, 9, 1), "2026-09-01", date(2026, 9, 1)),
        (Day(LABEL), None, None, None),
        (AREA, 12.5, 12.5, 12.5),
        (AREA, 0, 0, 0),
        (AREA, None, None, None),
        (Year(LABEL), 2026, 2026, 2026),
        (Flag(LABEL), True, True, True),
        (Flag(LABEL), False, False, False),
    ],
)
def test_a_value_is_read_as_it_was_kept_in_json_and_in_a_column(kind: Described, value: Any, kept: Any, column: Any):
    assert (kind.keep(value), kind.as_column(value)) == (kept, column)
    assert (kind.read(kept), kind.read(column)) == (value, value)


@pytest.mark.parametrize(
    ("kind", "value", "french", "english"),
    [
        (ShortText(LABEL), "mots", "mots", "mots"),
        (Choice(LABEL, Level), Level.HIGH, "haut", "high"),
        (Codes(LABEL), ("a", "x"), "Tôt, x", "Tôt, x"),
        (Several(LABEL, Theme), (Theme.WOOD, Theme.SUN), "bois, soleil", "wood, sun"),
        (Lines(LABEL), ("a", "b"), "a ; b", "a; b"),
        (Day(LABEL), date(2026, 9, 1), "1ᵉʳ\u00a0septembre\u00a02026", "1 September 2026"),
        (AREA, 1234.25, "1\u202f234,25\u00a0m²", "1,234.25\u00a0m²"),
        (Number(LABEL), 0, "0", "0"),
        (Money(LABEL), 1234.56, "1\u202f235\u00a0€", "€1,235"),
        (Year(LABEL), 2026, "2026", "2026"),
        (Flag(LABEL), True, "oui", "yes"),
        (Flag(LABEL), False, "non", "no"),
    ],
)
def test_a_value_is_said_in_both_languages(kind: Described, value: Any, french: str, english: str):
    names = {"a": "Tôt"}
    assert (kind.say(value, "fr", names), kind.say(value, "en", names)) == (french, english)


@pytest.mark.parametrize(
    ("kind", "empty", "filled"),
    [
        (ShortText(LABEL), ["", " "], ["a"]),
        (Choice(LABEL, Level), [None], [Level.LOW]),
        (Codes(LABEL), [()], [("a",)]),
        (Number(LABEL), [None], [0, 1]),
        (Money(LABEL), [None], [0.0]),
        (Day(LABEL), [None], [date(2026, 1, 1)]),
        (Flag(LABEL), [], [True, False]),
    ],
)
def test_what_nobody_said_is_empty_and_zero_is_not(kind: Described, empty: list[Any], filled: list[Any]):
    assert all(kind.is_empty(value) for value in empty)
    assert not any(kind.is_empty(value) for value in filled)
    assert [kind.cell(value) for value in empty if value != " "] == [None] * sum(value != " " for value in empty)


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        (Described(LABEL), {}),
        (ShortText(LABEL, max_length=9), {"type": "string", "maxLength": 9}),
        (LongText(LABEL), {"type": "string", "maxLength": 20_000}),
        (PersonName(LABEL), {"type": "string", "maxLength": 120}),
        (AREA, {"type": ["number", "null"], "minimum": 1, "maximum": 500}),
        (Number(LABEL, minimum=0), {"type": ["number", "null"], "minimum": 0}),
        (Year(LABEL), {"type": ["integer", "null"], "minimum": 1900, "maximum": 2100}),
        (Money(LABEL), {"type": ["number", "null"], "minimum": 0, "maximum": 999_999_999_999}),
        (Flag(LABEL), {"type": "boolean"}),
        (Day(LABEL), {"type": ["string", "null"], "format": "date"}),
        (Codes(LABEL), {"type": "array", "items": {"type": "string"}}),
    ],
)
def test_the_schema_says_the_kind_and_its_bounds(kind: Described, schema: dict[str, Any]):
    assert kind.schema("fr") == schema


def test_a_closed_list_is_the_codes_with_their_words_and_the_empty_one_where_it_may_be():
    free, required = (Choice(LABEL, Level, is_required=is_required) for is_required in (False, True))
    assert free.schema("en") == {"type": "string", "enum": ["", "low", "high"], "$comment": "low: low; high: high"}
    assert required.schema("fr")["enum"] == ["low", "high"]
    assert required.schema("fr")["$comment"] == "low: bas; high: haut"


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Year(LABEL), "2026", 2026),
        (AREA, "12.5", 12.5),
        (Money(LABEL), "12 k€", 12_000.0),
        (Money(LABEL), " ", None),
        (Lines(LABEL), " a \n\n b", ("a", "b")),
        (Choice(LABEL, Level), "high", Level.HIGH),
        (Choice(LABEL, Level), "", None),
        (Day(LABEL), "2026-09-01", date(2026, 9, 1)),
    ],
)
def test_a_field_of_a_form_reads_what_is_typed(kind: Described, typed: str, value: Any):
    assert described_field(kind).clean(typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Year(LABEL), "2026.5"),
        (Year(LABEL), "1899"),
        (Year(LABEL), "2101"),
        (AREA, "0.5"),
        (AREA, "501"),
        (Money(LABEL), "12.000"),
        (Money(LABEL), "1000 milliards"),
        (Money(LABEL), "12 k€ HT"),
        (ShortText(LABEL, max_length=3), "mots"),
        (ShortText(LABEL, is_required=True), " "),
        (Choice(LABEL, Level), "medium"),
    ],
)
def test_a_field_of_a_form_refuses_what_is_out_of_its_bounds(kind: Described, typed: str):

    with pytest.raises(ValidationError):
        described_field(kind).clean(typed)
