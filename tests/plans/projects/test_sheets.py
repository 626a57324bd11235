"""What a sheet says, read: values, problems, completeness, who may read what, its place in the tree."""

from datetime import date

import pytest

from autan.ground.errors import DomainError
from autan.ground.texts.core.money import AmountSum, TaxBasis
from autan.plans.projects.core.axes import MAX_DEPTH, axis_key, check_no_cycle, number_fault, read_axis
from autan.plans.projects.core.bulk import BulkChange, preview_bulk
from autan.plans.projects.core.choices import ActionStatus, Disclosure, Priority, read_choice
from autan.plans.projects.core.fields import BY_CODE, FIELDS, expected_in, read_field, value_code
from autan.plans.projects.core.filters import NO_STATUS, SheetFilter, SheetOrder
from autan.plans.projects.core.lines import granted_sum, keep_filled, own_share_pct, read_lines_of
from autan.plans.projects.core.sheets import (
    completeness_of_sheet,
    digest_sheet,
    disclosure_of,
    is_outcome_unknown,
    missing_fields,
    people_fields,
    read_sheet,
    visible_typed,
)
from autan.plans.projects.core.themes import ActionTheme, guess_themes
from autan.plans.projects.importers import sheet_sections


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("À venir", "planned"),
        ("REALISE", "done"),
        ("en pause ", "paused"),
        ("annulée", "dropped"),
        ("under_discussion", "under_discussion"),
    ],
)
def test_a_status_is_read_however_it_is_written(text: str, code: str):
    choice = read_choice(ActionStatus, text)
    assert choice is not None
    assert choice.value == code


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("budget", "150 k€ HT", "150 k€ HT"),
        ("end", "31/12/2026", "2026-12-31"),
        ("is_continuous", "VRAI", "yes"),
        ("is_continuous", "non", "no"),
        ("staff_fte", "0,5", "0.5"),
        ("partners", "ADEME\n- Région ; ADEME", "ADEME, Région"),
        ("themes", "Mobilités | Déchets", "mobility, waste"),
        ("effects", "Sobriété énergétique", "sobriety"),
        ("description", "Deux\nlignes", "Deux\nlignes"),
        ("title", " Isoler ", "Isoler"),
        ("budget", "1,5 M€ TTC", "1,5 M€ TTC"),
        ("start", "2024", "2024"),
        ("start", "03/2024", "2024-03"),
        ("is_continuous", "oui", "yes"),
        ("staff_fte", "2", "2"),
        ("staff_fte", "0", "0"),
        ("status", "Terminé", "done"),
        ("status", "Under way", "ongoing"),
        ("priority", "forte", "high"),
        ("themes", "Eau", "water"),
        ("themes", "Eau ; Eau", "water"),
        ("themes", "Eau\nDéchets", "water, waste"),
        ("audiences", "Grand public, Agents", "public, staff"),
        ("partners", "Région, , ADEME", "Région, ADEME"),
        ("scope", "Territoire", "territory"),
    ],
)
def test_each_kind_of_field_is_read(field: str, text: str, code: str):
    value = read_field(BY_CODE[field], text)
    assert value is not None
    assert value_code(value) == code


@pytest.mark.parametrize(
    ("field", "text"),
    [("budget", "beaucoup"), ("end", "31/02/2026"), ("is_continuous", "peut-être"), ("staff_fte", "-1"),
     ("themes", "Mobilités, Licornes"), ("status", "bof")],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_that_says_what_is_expected(field: str, text: str):
    problems = read_sheet({"title": "A", field: text}).problems
    assert [problem.field for problem in problems] == [field]
    assert expected_in(BY_CODE[field]).fr in problems[0].message.fr


def test_contradictions_are_told():
    reading = read_sheet({"title": "A", "start": "2025", "end": "2024", "status": "blocked"})
    assert {problem.field for problem in reading.problems} == {"end", "status_reason"}
    assert read_sheet({"status": "blocked", "status_reason": "pas de site"}).problems == ()


def test_a_sheet_is_complete_when_every_field_that_counts_is_read():
    whole = {field.code: "x" for field in FIELDS if field.weight}
    whole |= {"themes": "mobility", "effects": "sobriety", "audiences": "staff", "budget": "1 €", "status": "done"}
    whole |= {"priority": "high", "start": "2024", "end": "2025"}
    reading = read_sheet(whole)
    assert completeness_of_sheet(reading, has_step=True, has_funding=True) == 100
    assert missing_fields(reading) == ()
    assert missing_fields(read_sheet({}))[0] == "title"
    assert reading.scope is None
    assert reading.stated_themes == (ActionTheme.MOBILITY,)


def test_themes_are_told_from_the_title_when_nobody_gave_them():
    assert read_sheet({"title": "Développer le covoiturage"}).themes == (ActionTheme.MOBILITY,)
    assert guess_themes("") == ()
    assert ActionTheme.WASTE in guess_themes("Réduire les déchets et les trier")


def test_people_are_never_public_whatever_a_sheet_says():
    assert people_fields() == {"officer", "elected"}
    assert disclosure_of("officer", {"officer": "public"}) is Disclosure.TERRITORY
    assert disclosure_of("budget", {"budget": "network"}) is Disclosure.NETWORK
    typed = {"title": "A", "officer": "Ada", "budget": "1 €", "notes": ""}
    assert visible_typed(typed, {"budget": "territory"}, Disclosure.NETWORK)[1] == ("officer", "budget")
    assert visible_typed(typed, {}, Disclosure.TERRITORY)[1] == ()


def test_the_outcome_of_a_past_action_is_unknown_until_its_status_tells_it():
    day, past = date(2026, 1, 1), date(2025, 12, 31)
    assert [is_outcome_unknown(status, past, today=day) for status in (None, ActionStatus.PLANNED, ActionStatus.PAUSED)]
    for status in (ActionStatus.LATE, ActionStatus.DONE, ActionStatus.DROPPED):
        assert not is_outcome_unknown(status, past, today=day)
    assert not is_outcome_unknown(ActionStatus.ONGOING, None, today=day)
    assert not is_outcome_unknown(ActionStatus.ONGOING, day, today=day)


def test_a_digest_searches_public_fields_alone():
    digest = digest_sheet(
        {"title": "Été", "description": "secret", "budget": "plus de 2 M€ TTC", "priority": "Élevé"},
        {"description": "network"},
    )
    assert digest["search_text"] == "ete"
    assert (digest["budget_low_eur"], digest["budget_high_eur"], digest["budget_basis"]) == (2e6, None, "ttc")
    assert digest["priority"] == Priority.HIGH.value


def test_axes_are_read_with_their_number():
    assert read_axis("Axe 2 - Se déplacer").number == "2"
    assert read_axis("2030, vers le zéro carbone").number == ""
    assert number_fault(["Bâtiments", "2.1. Rénover"]) is None
    assert axis_key(["A", " "]) == "a"


def test_an_action_is_never_a_part_of_itself_nor_too_deep():
    with pytest.raises(DomainError, match="une partie d’elle-même"):
        check_no_cycle(1, 3, {1: None, 2: 1, 3: 2}, title="A")
    with pytest.raises(DomainError, match="niveaux"):
        check_no_cycle(99, MAX_DEPTH, {rank: rank - 1 or None for rank in range(1, MAX_DEPTH + 1)}, title="A")
    check_no_cycle(4, 3, {1: None, 2: 1, 3: 2}, title="A")


def test_own_share_needs_every_line():
    funding = sheet_sections()["funding"]
    budget = AmountSum(low=100, high=100, known=1, total=1, basis=TaxBasis.BEFORE_TAX)
    lines = read_lines_of(funding, {"funding": [{"funder": "ADEME", "granted": "30 € HT"}]})
    assert own_share_pct(budget, lines) == (70, 70)
    assert (
        own_share_pct(budget, read_lines_of(funding, {"funding": [{"funder": "ADEME", "amount": "30 € HT"}]})) is None
    )
    assert own_share_pct(budget, ()) is None
    mixed = read_lines_of(funding, {"funding": [{"granted": "30 € HT"}, {"granted": "30 € TTC"}]})
    assert granted_sum(mixed) is None
    assert "scope" not in {field.code for field in funding.fields}


def test_blank_lines_are_not_kept():
    assert keep_filled({"steps": [{"name": " a "}, {"name": " "}], "documents": [{}]}) == {"steps": [{"name": "a"}]}


def test_a_bulk_change_is_checked_before_it_is_shown():
    for values in ({}, {"title": "A"}, {"status": "bof"}):
        with pytest.raises(DomainError):
            BulkChange(values=values)
    change = BulkChange(values={"status": "done"})
    items = preview_bulk(change, [("a", "A", {"status": "done"}), ("b", "B", {})])
    assert [len(item.changes) for item in items] == [0, 1]
    with pytest.raises(DomainError, match="choisissez"):
        preview_bulk(change, [])


def test_a_filter_leaves_out_what_it_does_not_know():
    asked = SheetFilter.read({"statut": "x", "theme": "waste", "tri": "y", "etat": "late"})
    assert (asked.status, asked.theme, asked.order, asked.state) == (None, ActionTheme.WASTE, SheetOrder.PLAN, None)
    assert SheetFilter.read({"statut": NO_STATUS}).status == NO_STATUS
