"""Each thing that a text prints or cites has one number in the annex, in the order of reading."""

from autan.publishing.living_text.core.annex import EntryKind, number_by_name, number_entries
from tests.publishing.living_text.writing import read, with_body

PICTURE = (
    "pictures:\n  photo:\n    file: 00000000000000000000000000000000.jpg\n"
    '    alternative: {fr: "Vu", en: "Seen"}\n    credit: {fr: "Anne", en: "Anne"}\n'
)


def test_entries_are_numbered_in_the_order_of_reading_without_a_gap():
    entries = number_entries(read())
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert [(entry.kind, entry.key) for entry in entries] == [
        (EntryKind.FIGURE, "facts.F1"),
        (EntryKind.FIGURE, "facts.F2"),
        (EntryKind.CITATION, "F3"),
        (EntryKind.ILLUSTRATION, "both"),
        (EntryKind.ILLUSTRATION, "forms"),
    ]


def test_two_names_of_a_figure_and_the_citation_of_its_fact_share_an_entry():
    source = with_body("{{one}} {{two}} [@F1] [@F2]", figures="  one: facts.F1\n  two: facts.F1\n")
    entries = number_entries(read(source))
    assert [(entry.key, entry.names) for entry in entries] == [("facts.F1", ("one", "two")), ("F2", ())]
    assert number_by_name(entries) == {"one": 1, "two": 1, "F1": 1, "F2": 2}


def test_a_fact_that_was_cited_before_its_figure_has_an_entry_of_its_own_and_keeps_its_number():
    entries = number_entries(read(with_body("[@F1, S2] {{one}} {{one}} [@F1]", figures="  one: facts.F1\n")))
    assert [(entry.number, entry.kind, entry.key, entry.names) for entry in entries] == [
        (1, EntryKind.CITATION, "F1", ()),
        (2, EntryKind.CITATION, "S2", ()),
        (3, EntryKind.FIGURE, "facts.F1", ("one",)),
    ]
    assert number_by_name(entries) == {"F1": 1, "S2": 2, "one": 3}


def test_another_piece_of_evidence_is_no_fact_of_the_same_key():
    source = with_body("{{one}} {{gas}} [@lesson:F1] [@F1]", figures="  one: facts.F1\n  gas: observatory.x.gas\n")
    numbers = number_by_name(number_entries(read(source)))
    assert numbers == {"one": 1, "gas": 2, "lesson:F1": 3, "F1": 1}


def test_a_picture_has_no_number():
    entries = number_entries(read(with_body("{{schemes}}\n\n{{picture: photo}}\n\nVoir [@F9].", more=PICTURE)))
    assert [entry.key for entry in entries] == ["facts.F1", "F9"]
