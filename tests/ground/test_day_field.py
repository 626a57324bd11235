"""A day that a form takes: one that people live in."""

import pytest
from django import forms

from autan.ground.web.forms.fields import day_field


class DayForm(forms.Form):
    on = day_field("Jour", required=False)


@pytest.mark.parametrize("text", ["", "1900-01-01", "2026-11-27", "2200-12-31"])
def test_a_day_of_these_centuries_is_taken(text: str) -> None:
    assert DayForm({"on": text}).is_valid()


@pytest.mark.parametrize("text", ["0001-01-01", "0026-11-27", "1899-12-31", "2201-01-01", "9999-12-31"])
def test_a_slip_of_the_keyboard_is_refused(text: str) -> None:
    assert DayForm({"on": text}).errors == {"on": ["Écrivez un jour de 1900 à 2200."]}
