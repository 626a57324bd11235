"""What is proposed for what is in doubt: the likeliest reading where there is one, and nothing otherwise."""

import pytest

from autan.plans.action_files.core.proposals import propose_choice, propose_column, propose_text
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.themes import ActionTheme


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0 %", "planned"),
        ("1 %", "ongoing"),
        (" 50% ", "ongoing"),
        ("99 %", "ongoing"),
        ("100 %", "done"),
        ("0", "planned"),
        ("1", "done"),
        ("0.5", "ongoing"),
        ("0,25", "ongoing"),
        ("2", ""),
        ("En cours de route", "ongoing"),
        ("à venirr", "planned"),
        ("?", ""),
        ("", ""),
    ],
)
def test_a_share_that_is_done_says_how_far_an_action_is(text, code):
    assert propose_choice(ActionStatus, text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bâtiments", "building"),
        ("Mobilité", "mobility"),
        ("50 %", ""),
        ("0.5", ""),
        ("mobillités", "mobility"),
        ("?", ""),
    ],
)
def test_a_share_says_nothing_of_another_field(text, code):
    assert propose_choice(ActionTheme, text) == code


KNOWN = {"descriptif": "description", "date de debut": "start", "date de fin": "end", "pilote": "lead", "x": "other"}


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Descriptiff", "description"),
        ("Descriptif de l’action", "description"),
        ("début", "start"),
        ("Date", ""),
        ("Pilotes", "lead"),
        ("Qui fait quoi", ""),
        ("x", "other"),
        ("x y", ""),
        ("", ""),
        ("—", ""),
    ],
)
def test_a_heading_is_likely_one_whose_words_it_has_when_it_can_be_one_alone(heading, code):
    assert propose_column(heading, KNOWN) == code


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("31/02/2026", "2026-02", "2026-02"),
        ("T1 2026", "2026-01", "2026-03"),
        ("T4 2026", "2026-10", "2026-12"),
        ("2e trimestre 2 2026", "2026-04", "2026-06"),
        ("2024-2030", "2024", "2030"),
        ("2024 à 2030", "2024", "2030"),
        ("entre 2024, 2026 et 2030", "2024", "2030"),
        ("fin 2026", "2026", "2026"),
        ("courant mars 2026", "03/2026", "03/2026"),
        ("T4 2026 et 2027", "2026", "2027"),
        ("en continu", "", ""),
        ("12026", "", ""),
        ("1850", "", ""),
        ("", "", ""),
    ],
)
def test_a_period_begins_with_its_first_year_and_ends_with_its_last(text, start, end):
    assert (propose_text("start", text), propose_text("end", text)) == (start, end)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("10 000 €/an", "10 000 €"),
        ("soit 5 k€ environ", "5 k€"),
        ("120 0001", "120 000"),
        ("45 000 €2", "45 000 €"),
        ("100 k€ HT + 50 k€ HT", "150000 € HT"),
        ("100 k€ HT + 50 k€", "141667 à 150000 € HT"),
        ("100 k€ HT + 50 k€ TTC", ""),
        ("100 k€ + beaucoup", ""),
        ("1\n2\n3", "6 €"),
        ("10^20 €", ""),
        ("3 x 5 €", ""),
        ("2,5.10³ €", ""),
        ("-5 k€", ""),
        ("(5 k€)", ""),
        ("beaucoup", ""),
        ("", ""),
    ],
)
def test_an_amount_is_the_first_that_is_read_or_the_sum_of_those_that_are_added(text, amount):
    assert propose_text("budget", text) == amount


def test_a_number_is_proposed_of_a_quantity_and_nothing_of_a_text():
    assert propose_text("staff_fte", "0,5 ETP") == "0,5"
    assert propose_text("staff_fte", "un mi-temps") == ""
    assert propose_text("lead", "12 000 €") == ""
    assert propose_text("status", "2026") == ""
