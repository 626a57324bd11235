"""A list of choices is written as Django writes it, but for the spaces between its options."""

import re
import timeit
from functools import partial
from time import process_time

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy

from autan.ground.web.forms.rendering import FormRenderer

CHOICES = [("", "—"), ("a&b", 'Bois "<énergie>"'), ("c", gettext_lazy("Actions")), ("Un groupe", [(7, "Sept")])]


def written(renderer: DjangoTemplates, field: forms.ChoiceField, value: object) -> str:
    html = field.widget.render("liste", value, {"id": "id_liste", "required": True, "disabled": False}, renderer)
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", html)


def seconds(renderer: DjangoTemplates, field: forms.ChoiceField) -> float:
    return min(timeit.repeat(partial(written, renderer, field, "7"), timer=process_time, number=1, repeat=3))


def test_every_kind_of_list_is_written_as_django_does() -> None:
    for field in (forms.ChoiceField(choices=CHOICES), forms.MultipleChoiceField(choices=CHOICES)):
        for value in ("c", ["a&b", "7"], None):
            assert written(FormRenderer(), field, value) == written(DjangoTemplates(), field, value)


def test_the_list_of_every_territory_costs_little() -> None:
    choices, own, usual = (
        [(f"{siren}", f"CC du lieu {siren}") for siren in range(1_255)],
        FormRenderer(),
        DjangoTemplates(),
    )
    for field in (forms.ChoiceField(choices=choices), forms.MultipleChoiceField(choices=choices)):
        assert seconds(own, field) < seconds(usual, field) / 2


def test_the_site_writes_its_forms_so() -> None:
    class Choice(forms.Form):
        place = forms.ChoiceField(choices=CHOICES)

    assert isinstance(Choice().renderer, FormRenderer)
