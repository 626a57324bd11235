"""One part of a text changed: its head is kept in step, line by line, and faults are told at the lines of the part."""

import pytest

from autan.ground.errors import ImportFileError
from autan.ground.wordings import Text
from autan.publishing.living_text.core.address_marks import MemberMeasure
from autan.publishing.living_text.importers.section_edits import (
    add_entries,
    checked,
    drop_entries,
    set_value,
    standalone_section,
    tables_of,
    with_section,
)
from autan.publishing.living_text.importers.sections import split_sections, with_order
from tests.publishing.living_text.writing import TEXT, read, with_body

CHAPTER = 2


def describe(pattern):
    assert pattern == "observatory.*.gas.2024"
    return MemberMeasure(label=Text("Gaz, en GWh", "Gas, in GWh"), source=Text("ORE", "ORE"), is_ratio=False)


def changed(place, text):
    return with_section(split_sections(TEXT), place, text, file="essai.md", describe=describe)


def test_the_head_is_changed_line_by_line():
    figures = "figures:\n    one: facts.F1  # une remarque\n    two:\n      figure: facts.F2\n"
    head = f'---\nslug: a\n{figures}title: {{fr: "T", en: "T"}}\n---'
    more = add_entries(head, "figures", {"three": "facts.F3"})
    assert "    one: facts.F1  # une remarque\n" in more
    assert tables_of(more)["figures"] == {"one": "facts.F1", "two": {"figure": "facts.F2"}, "three": "facts.F3"}
    assert tables_of(drop_entries(more, "figures", ["two"]))["figures"] == {"one": "facts.F1", "three": "facts.F3"}
    assert drop_entries(head, "figures", ["one", "two"]).count("figures: {}") == 1
    charts = add_entries(head, "charts", {"c": {"kind": "bars"}})
    assert tables_of(charts)["charts"] == {"c": {"kind": "bars"}}
    assert "charts" not in drop_entries(charts, "charts", ["c"])
    assert drop_entries(head, "charts", ["c"]) == head
    assert "label:" in set_value(head, "label", {"fr": "L", "en": "L"})
    assert set_value(head, "slug", "b") == head.replace("slug: a", "slug: b")


def test_a_part_takes_its_place_and_the_head_names_what_it_calls_and_forgets_the_rest():
    written = changed(CHAPTER, "# Un chapitre\n\n{{facts.F3}}, {{facts.F2}}\n\n{{map: observatory.*.gas.2024}}")
    parts = split_sections(written)
    assert parts[CHAPTER].text == "# Un chapitre\n\n{{f3}}, {{answered}}\n\n{{map: gas_2024_map}}"
    assert parts[1].text == split_sections(TEXT)[1].text, "the others are as they were"
    tables = tables_of(parts[0].text)
    assert list(tables["figures"]) == ["schemes", "answered", "f3"]
    assert tables["charts"] == {}
    assert tables["maps"] == {
        "gas_2024_map": {
            "kind": "symbols",
            "title": {"fr": "Gaz, en GWh, par membre", "en": "Gas, in GWh, by member"},
            "sentence": {
                "fr": "Chaque membre à sa place ; l’inconnu est hachuré.",
                "en": "Each member in its place; the unknown is hatched.",
            },
            "source": {"fr": "ORE", "en": "ORE"},
            "members": "observatory.{siren}.gas.2024",
        }
    }
    assert read(written).maps[0].member_pattern == "observatory.{siren}.gas.2024"


def test_a_figure_that_another_part_or_the_summary_in_english_calls_stays_in_the_head():
    kept = tables_of(split_sections(changed(1, "Rien."))[0].text)["figures"]
    assert list(kept) == ["schemes", "answered"]
    alone = with_body("{{one}}.\n\n# A\n\n{{two}}", figures="  one: facts.F1\n  two: facts.F2\n  one_two: facts.F3\n")
    names = [item.name for item in read(checked(alone, file="essai.md")).figures]
    assert names == ["one", "two"], "a call of two is none of one_two"


@pytest.mark.parametrize(
    ("place", "text", "row", "words"),
    [
        (CHAPTER, "# T\n\n{{casse", 3, "la fin du repère"),
        (CHAPTER, "Sans titre", 1, "un chapitre qui commence par « # » et son titre"),
        (1, "Résumé {{rien}}", 1, "un nom de l’en-tête : answered, schemes"),
        (0, "---\nslug: x\n---", 2, "« network », obligatoire"),
        (0, "sans tirets", 1, "un en-tête entre deux lignes"),
    ],
)
def test_a_part_at_fault_is_refused_at_its_own_line(place, text, row, words):
    with pytest.raises(ImportFileError) as caught:
        changed(place, text)
    assert caught.value.file == "essai.md"
    assert any((fault.row, words in fault.expected) == (row, True) for fault in caught.value.faults)


def test_a_fault_of_the_head_that_a_part_brings_has_no_line():
    sections = split_sections(TEXT.replace("kind: bars", "kind: pie"))
    with pytest.raises(ImportFileError) as caught:
        with_section(sections, 1, "Rien.\n\n{{chart: both}}", file="essai.md", describe=describe)
    assert [fault.row for fault in caught.value.faults] == [None]


def test_a_part_alone_holds_what_it_calls_and_says_where_it_begins():
    text, before = standalone_section(
        split_sections(TEXT), "# T\n\n{{schemes}} {{facts.F9}}", file="essai.md", describe=describe
    )
    assert text.split("\n")[before] == "# T"
    alone = read(text)
    assert [(item.name, item.figure_id) for item in alone.figures] == [("schemes", "facts.F1"), ("f9", "facts.F9")]
    assert (alone.charts, alone.maps, alone.english_summary) == ((), (), ())


def test_parts_of_one_title_are_told_apart_and_their_versions_by_their_words():
    parts = split_sections("---\nslug: a\n---\r\n\nRésumé.\n\n# Un\n\na\n\n## Sous\n\n# Un\n\na \n\n# Deux\n\n")
    assert [(part.key, part.line, part.text) for part in parts[1:]] == [
        ("Résumé/0", 4, "Résumé."),
        ("Un/0", 7, "# Un\n\na\n\n## Sous"),
        ("Un/1", 13, "# Un\n\na"),
        ("Deux/0", 17, "# Deux"),
    ]
    assert parts[2].version != parts[3].version


def test_what_is_gone_and_the_order_are_parts_too():
    before = split_sections(TEXT + "\n# Second\n\nb\n")
    gone = with_order(split_sections(TEXT), before)
    assert [(part.key, part.text) for part in gone[3:]] == [("Second/0", ""), ("order", "Premier chapitre")]
    assert with_order(before)[-1].text == "Premier chapitre\nSecond"
