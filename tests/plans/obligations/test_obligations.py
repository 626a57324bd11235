"""Obligations read from the dated rules: the table of docs/reference/pcet-duty.md, and what makes a verdict surer."""

import csv
import shutil
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import ImportFileError
from autan.plans.obligations.core.competences import (
    AuthorityRecord,
    Duty,
    DutyStatement,
    KnownPopulation,
    PerimeterMatch,
)
from autan.plans.obligations.core.duty_status import due_days
from autan.plans.obligations.core.reading import nearest_population, read_duty
from autan.plans.obligations.core.rules import RuleNature
from autan.plans.obligations.importers.rules import FOLDER, find_obligation, obligation_rules, read_rules
from autan.plans.plans.importers.definitions import rule_table
from tools.build_duties_page import PAGE, build_page

PCET, PCAET_2016, PCAET_2018 = (find_obligation(code) for code in ("pcet_2012", "pcaet_2016", "pcaet_2018"))
IN_2012, IN_2018 = date(2012, 12, 31), date(2018, 12, 31)
SAME, NARROWER, WIDER, UNKNOWN = PerimeterMatch


def record(*populations: KnownPopulation, **known: object) -> AuthorityRecord:
    values = {"kinds": {2012: "CC"}, **known}
    return AuthorityRecord(siren="200000001", populations=populations, **values)  # type: ignore[arg-type]


def people(
    count: int, year: int = 2012, perimeter: PerimeterMatch = SAME, compared_with: int | None = 2012
) -> KnownPopulation:
    return KnownPopulation(inhabitants=count, year=year, perimeter=perimeter, compared_with=compared_with)


@pytest.mark.parametrize(
    ("population", "duty"),
    [
        (people(55_932, 2013), Duty.BOUND),
        (people(83_240, 2021), Duty.BOUND),
        (people(78_831, 2021, NARROWER), Duty.BOUND),
        (people(60_000, 2021), Duty.LIKELY_BOUND),
        (people(114_000, 2024, UNKNOWN), Duty.LIKELY_BOUND),
        (people(90_000, 2016, WIDER), Duty.LIKELY_BOUND),
        (people(39_498, 2026, WIDER), Duty.NOT_BOUND),
        (people(40_000, 2012), Duty.NOT_BOUND),
        (people(42_094, 2026, UNKNOWN), Duty.LIKELY_NOT_BOUND),
        (people(40_000, 2026, NARROWER), Duty.LIKELY_NOT_BOUND),
        (people(49_000, 2012), Duty.LIKELY_NOT_BOUND),
        (people(50_000, 2012), Duty.LIKELY_NOT_BOUND),
    ],
)
def test_the_verdict_follows_from_population_perimeter_and_year(population, duty):
    reading = read_duty(PCET, record(population), IN_2012)
    assert (reading.duty, reading.population, reading.siren) == (duty, population, "200000001")
    assert reading.perimeter is population.perimeter_in(2012)
    assert bool(reading.reason.fr) == (duty in {Duty.LIKELY_BOUND, Duty.LIKELY_NOT_BOUND})


def test_no_population_is_not_known_and_says_so():
    reading = read_duty(PCET, record(), IN_2012)
    assert reading.duty is Duty.NOT_KNOWN
    assert reading.population is None
    assert "aucune population connue" in reading.reason.fr


@pytest.mark.parametrize("day", [date(2010, 7, 13), date(2015, 8, 19)])
def test_a_rule_speaks_only_between_its_dates(day):
    assert read_duty(PCET, record(people(80_000)), day).duty is Duty.NOT_IN_FORCE


def test_an_authority_created_after_the_day_of_the_rule_is_not_bound_by_it():
    merged = record(people(90_000, 2016, compared_with=2018), created_on=date(2017, 1, 1))
    assert read_duty(PCAET_2016, merged, IN_2018).duty is Duty.NOT_BOUND
    assert "créée après" in read_duty(PCAET_2016, merged, IN_2018).reason.fr
    assert read_duty(PCAET_2018, merged, IN_2018).duty is Duty.BOUND


def test_an_authority_of_unknown_age_is_only_probably_bound():
    reading = read_duty(PCAET_2016, record(people(90_000, 2016, compared_with=2016)), IN_2018)
    assert reading.duty is Duty.LIKELY_BOUND
    assert "depuis quand" in reading.reason.fr
    old = record(people(90_000, 2016, compared_with=2016), existed_since=date(2003, 1, 1))
    assert read_duty(PCAET_2016, old, IN_2018).duty is Duty.BOUND


def test_a_perimeter_compared_with_another_time_is_not_known():
    known = people(90_000, 2016, SAME, 2012)
    assert (known.perimeter_in(2010), known.perimeter_in(2011), known.perimeter_in(2018)) == (UNKNOWN, SAME, UNKNOWN)
    assert people(90_000, compared_with=None).perimeter_in(2012) is UNKNOWN
    assert read_duty(PCAET_2018, record(known, created_on=date(2003, 1, 1)), IN_2018).duty is Duty.LIKELY_BOUND


def test_a_perimeter_that_is_the_same_at_two_dates_is_so_between_them():
    known = people(783_353, 2018, SAME, 2012)
    assert [known.perimeter_in(year) for year in (2013, 2016, 2018)] == [SAME] * 3
    old = record(known, existed_since=date(2008, 12, 31), existence=(EvidenceRef(kind="fact", key="W075"),))
    reading = read_duty(PCAET_2016, old, IN_2018)
    assert (reading.duty, reading.existed_since) == (Duty.BOUND, date(2008, 12, 31))
    assert [ref.key for ref in reading.existence] == ["W075"]
    assert read_duty(PCET, old, IN_2012).existence == ()


def test_the_air_plan_needs_an_air_protection_plan_below_100_000():
    rule, day = find_obligation("air_plan_ppa"), date(2020, 1, 1)
    big = people(30_000, 2020, compared_with=2019)
    assert read_duty(rule, record(big), day).duty is Duty.NOT_KNOWN
    assert read_duty(rule, record(big, conditions={"air_protection_plan": False}), day).duty is Duty.NOT_BOUND
    assert read_duty(rule, record(big, conditions={"air_protection_plan": True}), day).duty is Duty.BOUND


def test_the_population_nearest_to_the_day_of_the_rule_counts_the_earlier_of_two():
    early, late = people(45_000, 2010), people(60_000, 2014)
    assert nearest_population((late, early), 2012) is early
    assert nearest_population((), 2012) is None
    elsewhere = people(52_000, 2012, UNKNOWN)
    assert nearest_population((elsewhere, late), 2012) is late
    wider, same = people(44_068, 2018, WIDER), people(44_164, 2021, SAME, 2018)
    assert nearest_population((wider, same), 2018) is same


def test_statements_contradict_the_rule_or_do_not():
    refs = (EvidenceRef(kind="fact", key="W168"),)
    bound = DutyStatement(rule="pcet_2012", says="bound", evidence=refs)
    voluntary = DutyStatement(rule="pcet_2012", says="voluntary", evidence=refs)
    assert bound.contradicts(Duty.NOT_BOUND)
    assert not bound.contradicts(Duty.LIKELY_BOUND)
    assert voluntary.contradicts(Duty.LIKELY_BOUND)
    assert not voluntary.contradicts(Duty.NOT_KNOWN)


def test_the_table_of_rules_is_dated_and_sourced():
    rules = obligation_rules()
    assert (len(rules), len({rule.code for rule in rules})) == (70, 70)
    assert sum(rule.nature is RuleNature.DUTY for rule in rules) == 54
    for rule in rules:
        assert rule.read.source
        assert rule.label.fr
        assert rule.label.en
        assert rule.valid_from is None or rule.valid_to is None or rule.valid_from < rule.valid_to
        assert rule.population in {"", "municipal", "total", "not_stated"}
        assert len(rule.read.quotation.split()) <= 45
    assert {rule.news_on is None for rule in rules if rule.nature is RuleNature.WATCH} == {False}
    assert {rule.every_years for rule in rules if rule.plan == "beges"} == {3}
    assert all(word.label.fr for word in (*Duty, *PerimeterMatch))


def test_nothing_known_by_memory_alone_is_shipped():
    texts = [f"{value}" for rule in obligation_rules() for value in (rule.text.fr, *astuple(rule.read))]
    assert not [text for text in texts if "mémoire" in text.replace("mémoire en réponse", "")]


def test_every_rule_says_what_was_read_of_it_or_that_it_is_to_be_confirmed():
    rules = rule_table()
    dated: list[Any] = [*obligation_rules(), *rules.delays, *rules.opinions, *rules.budgets, *rules.warming]
    texts = [rule.text for rule in dated]
    assert all(text.fr.count("onfirmer") == 1 and text.en.count("onfirmed") == 1 for text in texts)


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    """A copy of the definitions that ship, to be broken."""
    return Path(shutil.copytree(FOLDER, tmp_path / "definitions"))


def test_a_rule_without_source_or_without_known_certainty_is_refused_at_its_place(definitions: Path):
    texts = definitions / "texts.csv"
    rows = list(csv.DictReader(texts.read_text(encoding="utf-8").splitlines()))
    rows[3]["source"], rows[4]["certainty"] = " ", "mémoire"
    with texts.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(ImportFileError) as refused:
        read_rules(definitions)
    fault, other = refused.value.faults
    assert (fault.column, "sans source" in fault.expected) == ("pcaet_2018.source", True)
    assert (other.column, other.value) == (f"{rows[4]['code']}.certainty", "mémoire")
    assert other.expected == "lu_source, lu_sans_adresse, secondaire"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Another kind, over the same days; a rule of one day.
        (
            "{kinds: [epci, EPT], at_least: 5000, from: 2027-01-01",
            "{kinds: [COMMUNE], at_least: 5000, from: 2026-06-01",
        ),
        ("from: 2010-07-14\n    to: 2015-08-18", "from: 2015-08-18\n    to: 2015-08-18"),
    ],
)
def test_what_may_be_written_of_a_rule_is_not_refused(definitions: Path, before: str, after: str):
    rules = definitions / "obligations.yaml"
    text = rules.read_text(encoding="utf-8")
    assert before in text
    rules.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert len(read_rules(definitions)) == len(obligation_rules())


@pytest.mark.parametrize(
    ("before", "after", "place", "expected"),
    [
        (
            "    from: 2019-12-27\n    population: not_stated\n",
            "    from: 2019-12-27\n",
            "air_plan_100k.population",
            "compte",
        ),
        ("from: 2027-01-01, to: 2029", "from: 2026-06-01, to: 2029", "eed_1_9.binds", "recouvrent"),
        ("condition: accounting}], every", "condition: ledger}], every", "annexe_environnementale.condition", "liste"),
        ("to: 2015-08-18", "to: 2009-08-18", "pcet_2012.to", "après 2010-07-14"),
        ("  dette_verte:", "  dette_rouge:", "dette_rouge", "deux fichiers"),
        # The day on which one period ends may not be that on which the next begins.
        ("from: 2027-01-01, to: 2029", "from: 2026-12-31, to: 2029", "eed_1_9.binds", "recouvrent"),
        ("dispensed_by: beges_dans_pcaet", "dispensed_by: beges_ailleurs", "beges.dispensed_by", "code d’une règle"),
        (
            "    population: not_stated\n    binds: [{kinds: [METRO, MET69, CU, CA]}",
            "    population: everybody\n    binds: [{kinds: [METRO, MET69, CU, CA]}",
            "plh.population",
            "municipal, total ou not_stated",
        ),
    ],
)
def test_a_rule_that_cannot_be_is_refused_at_its_place(definitions: Path, before, after, place, expected):
    rules = definitions / "obligations.yaml"
    text = rules.read_text(encoding="utf-8")
    assert before in text
    rules.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ImportFileError) as refused:
        read_rules(definitions)
    faults = {fault.column: fault.expected for fault in refused.value.faults}
    assert expected in str(faults[place])
    assert {*faults} - {"dette_verte"} == {place}  # one that has lost its criteria is named too


def test_a_municipality_counted_just_below_the_threshold_may_be_above_it_in_total_population():
    rule = find_obligation("plh")
    near = record(people(31_000, 2026), kinds={2026: "CC"}, largest_communes={2026: 9_990})
    assert read_duty(rule, near, date(2026, 11, 30)).duty is Duty.LIKELY_NOT_BOUND
    below = record(people(31_000, 2026), kinds={2026: "CC"}, largest_communes={2026: 5_000})
    assert read_duty(rule, below, date(2026, 11, 30)).duty is Duty.NOT_BOUND


def test_the_delay_from_a_crossing_needs_a_crossing_and_a_day_of_the_text():
    day = date(2026, 11, 30)
    always = record(*(people(count, year) for year, count in ((2016, 30_000), (2024, 31_000))))
    crossed = record(*(people(count, year) for year, count in ((2022, 19_000), (2024, 21_000))))
    never = record(people(9_000, 2024))
    assert due_days(PCAET_2018, always, {}, day) == due_days(PCAET_2018, never, {}, day) == (PCAET_2018.due,) * 2
    latest = due_days(PCAET_2018, crossed, {}, day)
    assert latest
    assert latest[1] > PCAET_2018.due
    assert due_days(replace(PCAET_2018, due=None), crossed, {}, day) is None


def test_the_page_of_documents_says_of_each_duty_what_is_read_and_what_is_off():
    page = PAGE.read_text(encoding="utf-8")
    assert page == build_page(), "run tools/build_duties_page.py"
    rows = [line for line in page.splitlines() if line.endswith("|") and "`" in line]
    assert len(rows) == sum(rule.nature is RuleNature.DUTY for rule in obligation_rules())
    assert next(row for row in rows if "(`plpdma`)" in row).endswith("| SINOE (ADEME) |")
