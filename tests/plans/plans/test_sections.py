"""Sections of a plan, and the reading of what is typed in them."""

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.dates import PartialDate
from autan.plans.plans.core.completeness import completeness_of, completeness_pct
from autan.plans.plans.core.sections import MAX_TYPED, FieldKind, Layout, UnknownFieldError, lines_of
from autan.plans.plans.importers.definitions import find_section, plan_sections
from tests.plans.plans.making import line


def test_every_section_that_ships_holds_together():
    for section in plan_sections():
        assert section.label.fr
        assert section.label.en
        assert {field.code for field in section.fields} >= set(section.keys)
        assert (section.layout is Layout.GRID) == bool(section.keys)
        assert all(bool(field.choices) == (field.kind is FieldKind.CHOICE) for field in section.fields)
        keys = section.grid_keys()
        assert len(set(keys)) == len(keys)
        for key in keys:
            assert "-".join(section.key_values(key).values()) == key


def test_an_unknown_section_or_field_is_said():
    with pytest.raises(UnknownFieldError, match="rubrique ou champ inconnu\u00a0: nowhere"):
        find_section("nowhere")
    with pytest.raises(UnknownFieldError, match=r"steps\.colour"):
        find_section("steps").field("colour")


def test_a_line_is_read_field_by_field_and_keeps_what_was_typed():
    read = line(
        "targets", "1", quantity="ghg", kind="change", value="-20", unit="pct", horizon="2020", base_year="20O5"
    )
    assert (read.text("quantity"), read.number("value"), read.number("horizon")) == ("ghg", -20.0, 2020)
    assert read.typed["base_year"] == "20O5"
    assert [problem.field for problem in read.problems] == ["base_year"]
    assert "une année de 1900 à 2200" in read.problems[0].message.fr
    assert read.is_complete
    assert read.ref == "targets/1"


def test_a_key_of_a_grid_gives_the_values_of_its_key_fields():
    read = line("vulnerability", "water-y2050", level="high")
    assert (read.text("domain"), read.text("horizon"), read.is_complete) == ("water", "y2050", True)


def test_each_kind_of_field_says_what_it_expects():
    read = line("documents", "1", title="Rapport", url="ftp://x", date="demain")
    assert {problem.field: problem.message.en.partition("expected: ")[2] for problem in read.problems} == {
        "url": "an address that starts with https://",
        "date": "a possible date: 2012, 2012-03, 2012-03-29 or 29/03/2012",
    }
    budget = line("budget", "1", amount="-3 M€", nature="gold")
    assert budget.amount("amount") is None
    assert [problem.field for problem in budget.problems] == ["nature", "amount"]
    assert "investment, operating" in budget.problems[0].message.fr
    assert not budget.is_complete
    good = line("documents", "1", title="Rapport", url="https://exemple.fr/a", date="2013")
    assert good.problems == ()
    assert good.day("date") == PartialDate(year=2013)
    assert good.day("title") is None
    assert good.number("title") is None
    assert line("staff", "1", year="2024", fte="une").problems[0].message.fr.endswith("un nombre")


def test_a_text_is_read_up_to_the_most_signs_and_no_further():
    for length, is_read in ((MAX_TYPED, True), (MAX_TYPED + 1, False)):
        read = line("partners", "1", name="x" * length)
        assert (bool(read.values), not read.problems, read.is_complete) == (is_read, is_read, is_read)


def test_a_line_of_nothing_says_nothing():
    assert not line("steps", "adoption").is_complete or line("steps", "adoption").values == {"step": "adoption"}
    assert not line("partners", "1", name="  ").is_complete


def test_completeness_counts_complete_lines_up_to_what_is_wanted():
    refs = [EvidenceRef(kind="fact", key="W1")]
    lines = [
        line("steps", "adoption", refs, status="done", date="2019-06"),
        line("steps", "diagnosis", date="2018"),
        line("partners", "1", name="ADEME"),
        line("partners", "2", name="Région"),
        line("budget", "1", amount="beaucoup"),
    ]
    problems = [problem for line_row in lines for problem in line_row.problems]
    parts = {part.section: part for part in completeness_of(plan_sections(), lines, problems)}
    assert (parts["steps"].filled, parts["steps"].wanted) == (1, 8)
    assert (parts["partners"].filled, parts["partners"].wanted, parts["partners"].share) == (1, 1, 1.0)
    assert (parts["budget"].filled, parts["budget"].problems) == (0, 1)
    assert parts["vulnerability"].wanted == 27
    assert completeness_pct(list(parts.values())) == round(100 * (1 / 8 + 1) / len(parts))
    assert [line_row.key for line_row in lines_of(lines, "partners")] == ["1", "2"]
