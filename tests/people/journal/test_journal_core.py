"""What the journal tells, as values: what changed, names taken out of texts, the version that a form was made from."""

from types import SimpleNamespace

import pytest

from autan.people.journal.core import (
    ChangedSinceError,
    FieldChange,
    ObjectRef,
    list_changes,
    name_pattern,
    refs_to,
    require_version,
    version_of,
    without_name,
)

NAME = "Zoé d’Ost-Léré"


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ({}, {}, []),
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1, "b": 2}, {"b": 3, "a": 0}, [("a", 1, 0), ("b", 2, 3)]),
        ({"a": 1}, {}, [("a", 1, None)]),
        ({}, {"a": 0}, [("a", None, 0)]),
        ({"a": None}, {}, []),
        ({"b": 1}, {"a": 1}, [("b", 1, None), ("a", None, 1)]),
        ({"a": ""}, {"a": None}, [("a", "", None)]),
    ],
)
def test_only_what_differs_is_a_change_those_of_before_first(before, after, changes):
    assert list_changes(before, after) == tuple(
        FieldChange(field=name, before=old, after=new) for name, old, new in changes
    )


@pytest.mark.parametrize(
    "written",
    [
        "Zoé d’Ost-Léré",
        "zoe d'ost lere",
        "ZOÉ D’OST-LÉRÉ",
        "d’Ost-Léré Zoé",
        "Zoé  d‘Ost–Léré",
        "Zoe\u0301 d’Ost-Le\u0301re\u0301",
        "Zoé d’Ost-Léré 05 61 00 00 01",
        "Zoé d’Ost-Léré (tél. 05.61.00.00.01)",
        "Zoé d’Ost-Léré, +33 5 61 00 00 01",
        "Zoé d’Ost-Léré : téléphone 0561000001",
    ],
)
def test_a_name_is_found_however_it_is_written_with_the_number_after_it(written):
    assert without_name(f"Dit par {written}.", NAME, "[…]") == "Dit par […]."


@pytest.mark.parametrize(
    "text",
    [
        "Zoé d’Ost-Lérési",
        "Anne-Zoé d’Ost-Léré",
        "Zoé d’Ost",
        "Zoé Martin",
        "zoé d’ost-léré@exemple.fr",
        "LaZoé d’Ost-Léré",
        "d’Ost-Léré",
    ],
)
def test_another_name_that_holds_it_stays_whole(text):
    assert without_name(text, NAME, "[…]") == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("écrire à martin@ex.fr.", "écrire à […]."),
        ("MARTIN@EX.FR, 05 61 00 00 01", "[…]"),
        ("anne.martin@ex.fr", "anne.martin@ex.fr"),
        ("martin@ex.fr-lent", "martin@ex.fr-lent"),
        ("a+martin@ex.fr", "a+martin@ex.fr"),
        ("martinXex.fr", "martinXex.fr"),
    ],
)
def test_an_address_is_found_whole(text, kept):
    assert without_name(text, "martin@ex.fr", "[…]") == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Jean Martin 05 61 00 00 01 2", "[…] 2"),
        ("Jean Martin 05 61 00 00 012", "[…] 05 61 00 00 012"),
        ("Jean Martin a 12 ans, 05 61 00 00 01", "[…] a 12 ans, 05 61 00 00 01"),
        ("Jean Martin 15 61 00 00 01", "[…] 15 61 00 00 01"),
    ],
)
def test_a_number_that_is_no_telephone_or_not_hers_stays(text, kept):
    assert without_name(text, "Jean Martin", "[…]") == kept


@pytest.mark.parametrize("name", ["", "   "])
def test_nobody_is_found_nowhere(name):
    assert without_name("Zoé, Jean et les autres", name, "[…]") == "Zoé, Jean et les autres"


def test_signs_of_a_name_are_plain_signs():
    assert without_name("J.P. (Élu)", "J.P.", "X") == "X (Élu)"
    assert without_name("JxPx", "J.P.", "X") == "JxPx"
    assert name_pattern("a\\d").search("a1") is None


def test_what_stands_in_its_place_is_written_as_it_is():
    assert without_name("Jean", "Jean", r"\1 \g<0>") == r"\1 \g<0>"


def test_an_object_is_known_by_one_of_its_attributes():
    record = SimpleNamespace(slug="essai", pk=12)
    assert refs_to("plans", "plan")(record) == ObjectRef("plans", "plan", "essai")
    assert refs_to("plans", "plan", "pk")(record) == ObjectRef("plans", "plan", "12")


def test_the_version_of_a_thing_is_that_of_its_fields_whatever_their_order():
    assert version_of({"a": 1, "b": None}) == version_of({"b": None, "a": 1})
    versions = [version_of(fields) for fields in ({}, {"a": 1}, {"a": "1"}, {"b": 1}, {"a": None})]
    assert len(set(versions)) == len(versions)
    assert all(len(version) == 16 for version in versions)


def test_what_was_seen_may_be_written_over_and_what_was_not_is_shown():
    current = {"title": "A", "end": None}
    require_version(version_of(current), current)
    require_version("", {"title": "B"})
    with pytest.raises(ChangedSinceError, match="rien n’a été écrit") as caught:
        require_version(version_of({"title": "B", "end": None}), current)
    assert caught.value.current == current
