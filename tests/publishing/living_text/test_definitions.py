"""The head of a text: whose figures a drawing asks for, its words in each language, what is cited and where."""

import pytest

from autan.evidence.figures.core.charts import ChartKind, MapKind
from autan.ground.errors import ImportFileError
from autan.publishing.living_text.core.document import FigureMark, IllustrationMark
from tests.publishing.living_text.writing import TEXT, read, with_body

DRAWINGS = """\
charts:
  parts:
    kind: stacked_bars
    title: {fr: "Parts", en: "Shares"}
    sentence: {fr: "{{schemes | text: Dix | claim: value == 10}} en tout [@F7]."}
    source: {fr: "ORE", en: "ORE"}
    members: "observatory.{siren}.{series}.2024"
    series:
      - {code: gas, label: {fr: "Gaz", en: "Gas"}}
      - {code: heat, label: {fr: "Chaleur", en: "Heat"}}
  whole:
    kind: bars
    title: {fr: "Total", en: "Total"}
    sentence: {fr: "Une phrase.", en: "A sentence."}
    source: {fr: "ORE", en: "ORE"}
    members: "observatory.{siren}.all.2024"
    sorted: false
    unit: GWh
maps:
  where:
    kind: symbols
    title: {fr: "Où", en: "Where"}
    sentence: {fr: "Une phrase.", en: "A sentence."}
    source: {fr: "ORE", en: "ORE"}
    members: "observatory.{siren}.all.2024"
"""
BODY = "{{chart: parts}}\n\n{{chart: whole}}\n\n{{map: where}}\n\n[@F8, lesson:isoler] {{schemes}} [@F8]"
PICTURES = (
    "pictures:\n  photo: {file: %s, alternative: {fr: A, en: A}, credit: {fr: C, en: C}, caption: {fr: L, en: L}}\n"
)


@pytest.fixture
def text():
    return read(with_body(BODY, more=DRAWINGS))


def test_a_drawing_asks_for_the_figure_of_each_member_and_series(text):
    parts, total = text.charts
    assert parts.figure_ids_of("100") == ("observatory.100.gas.2024", "observatory.100.heat.2024")
    assert total.figure_ids_of("100") == ("observatory.100.all.2024",)
    assert text.maps[0].figure_ids_of("100") == ("observatory.100.all.2024",)
    assert read().maps[0].figure_ids_of("100") == (), "a map of categories asks for none"
    assert (parts.kind, parts.is_sorted, parts.unit) == (ChartKind.STACKED_BARS, True, "")
    assert (total.is_sorted, total.unit, text.maps[0].kind) == (False, "GWh", MapKind.SYMBOLS)


def test_charts_come_before_maps_and_the_sentence_has_the_language_of_its_reader(text):
    assert [item.name for item in text.illustrations] == ["parts", "whole", "where"]
    parts, total = text.charts
    assert total.caption.sentence_in("en") != total.caption.sentence_in("fr")
    assert parts.caption.sentence_in("en") == parts.caption.sentence_in("fr"), "the French one where there is no other"


def test_the_marks_of_a_caption_are_read_after_their_drawing(text):
    marks = list(text.marks())
    assert [mark.name for mark in marks if isinstance(mark, IllustrationMark | FigureMark)] == [
        "parts",
        "schemes",
        "whole",
        "where",
        "schemes",
    ]
    assert [mark.name for mark in text.figure_marks()] == ["schemes", "schemes"]


def test_what_is_cited_has_the_place_of_its_first_citation_and_facts_of_a_map_that_of_the_map(text):
    assert list(text.citations()) == ["F7", "F8", "lesson:isoler"]
    lines = with_body(BODY, more=DRAWINGS).splitlines()
    assert lines[text.citations()["F8"].line - 1].startswith("[@F8, lesson")
    assert text.citations()["F8"].column == 1
    assert text.cited_facts() == ("F7", "F8")
    mapped = read(TEXT.replace("facts: [F3]", "facts: [F3, F9, F9]"))
    assert mapped.cited_facts() == ("F3", "F9")
    assert mapped.citations()["F9"] == mapped.maps[0].place != mapped.citations()["F3"]


def test_a_picture_is_one_that_is_kept_here():
    kept = "e3b0c44298fc1c149afbf4c8996fb924.jpg"
    text = read(with_body("{{schemes}}\n\n{{picture: photo}}", more=PICTURES % kept))
    (picture,) = text.pictures
    assert (picture.file, picture.alternative.fr, picture.credit.en, picture.caption.fr) == (kept, "A", "C", "L")
    with pytest.raises(ImportFileError) as caught:
        read(with_body("{{schemes}}\n\n{{picture: photo}}", more=PICTURES % "photo.jpg"))
    assert ["le nom d’une image gardée" in fault.expected for fault in caught.value.faults] == [True]


def test_a_text_says_what_its_print_leaves_out_and_whose_names_it_bears():
    plain = read()
    assert (plain.has_annex, plain.has_contents, plain.names_year, plain.label.fr) == (True, True, None, "")
    more = 'annex: false\ncontents: false\nnames_of: 2013\nlabel: {fr: "Note", en: "Note"}\n'
    short = read(with_body("{{schemes}}", more=more))
    assert (short.has_annex, short.has_contents, short.names_year, short.label.fr) == (False, False, 2013, "Note")
