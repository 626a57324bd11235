"""A list of choices is written as Django writes it, but for the spaces between its options."""

import re
import timeit
from functools import partial
from time import process_time

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from autan.ground.web.forms.fields import TickForm
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


class _Asked(forms.Form):
    words = forms.CharField(label="Mots", help_text="Peu")
    agreed = forms.BooleanField(label="D’accord")
    several = forms.MultipleChoiceField(label="Plusieurs", choices=CHOICES[1:3], widget=forms.CheckboxSelectMultiple)
    key = forms.CharField(widget=forms.HiddenInput)


def test_a_field_is_drawn_with_its_label_its_help_and_its_fault_tied_to_it() -> None:
    form = _Asked({"several": ["a&b"]})
    words, agreed, several, key = (field.as_field_group() for field in form)
    assert re.search(r'<label for="id_words">Mots</label>.*aria-describedby="id_words_helptext id_words_error"', words)
    assert re.search(r'id="id_words_helptext">Peu</p><ul class="errorlist" id="id_words_error"', words)
    assert re.search(r"<label><input type=.checkbox.[^>]*> D’accord</label>", agreed)
    assert re.search(r"<fieldset[^>]*><legend>Plusieurs</legend>", several)
    assert re.findall(r"(checked)?> (Bois|Actions)", several) == [("checked", "Bois"), ("", "Actions")]
    assert "label" not in key.replace("aria-label", "")


def test_boxes_that_are_not_offered_are_left_out() -> None:
    things = {"a": "Ici", "b": "Là"}
    sent = QueryDict("place=b&place=x&place=a")
    form = TickForm(sent, "place", "Lieux", things, str)
    assert (form.is_valid(), form.chosen, form.cleaned_data) == (True, ["Ici", "Là"], {"place": ["b", "a"]})
    assert TickForm(None, "place", "Lieux", things, str, ["b"]).chosen == ["Là"]
    assert TickForm(QueryDict("place="), "place", "Lieux", things, str, ["b"]).chosen == []
