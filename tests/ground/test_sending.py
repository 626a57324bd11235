"""What the next page says of an act: that it is done, or why it is refused; some refusals have a page of their own."""

from functools import partial

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.translation import override

from autan.ground.errors import (
    ConflictError,
    DomainError,
    Fault,
    ImportFileError,
    NotAllowedError,
    RuleError,
    UnknownError,
)
from autan.ground.web.forms.sending import act_on_form, report_outcome, resting_on


class NameForm(forms.Form):
    name = forms.CharField()


@pytest.fixture
def request_sent(rf: RequestFactory) -> HttpRequest:
    request = rf.post("/", {"name": "Ada"})
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # what the middleware gives
    return request


def said(request: HttpRequest) -> list[tuple[str, str]]:
    return [(message.level_tag, str(message)) for message in get_messages(request)]


def test_an_act_that_is_done_is_said(request_sent: HttpRequest):
    with report_outcome(request_sent, "C’est fait."):
        pass
    with report_outcome(request_sent):
        pass
    assert said(request_sent) == [("success", "C’est fait.")]


def test_a_refusal_is_said_in_the_language_of_the_page(request_sent: HttpRequest):
    with override("en"), report_outcome(request_sent):
        raise DomainError("une action a un titre")
    assert said(request_sent) == [("error", "An action has a title.")]


@pytest.mark.parametrize("error", [DomainError("il manque un titre"), RuleError("pas maintenant.")])
def test_a_refusal_is_a_sentence(request_sent: HttpRequest, error: Exception):
    with report_outcome(request_sent, "C’est fait."):
        raise error
    ((level, words),) = said(request_sent)
    assert (level, words[0].isupper(), words.count(".")) == ("error", True, 1)


@pytest.mark.parametrize("error", [NotAllowedError("non"), ConflictError("changé"), UnknownError("rien")])
def test_what_has_a_page_of_its_own_is_not_said_unless_asked(request_sent: HttpRequest, error: Exception):
    with pytest.raises(type(error)), report_outcome(request_sent):
        raise error
    with report_outcome(request_sent, also=(type(error),)):
        raise error
    assert len(said(request_sent)) == 1


def test_a_form_bears_the_refusals_that_it_is_told_of(request_sent: HttpRequest):
    def refuse() -> None:
        raise ConflictError("changé")

    form = NameForm(request_sent.POST)
    assert act_on_form(request_sent, form, refuse, field="name", also=(ConflictError,)) is None
    assert form.errors["name"] == ["changé"]
    with pytest.raises(ConflictError):
        act_on_form(request_sent, NameForm(request_sent.POST), refuse)
    assert act_on_form(request_sent, NameForm(request_sent.POST), lambda: "fait", success="Oui.") == "fait"
    assert said(request_sent) == [("success", "Oui.")]


def test_a_text_that_cannot_be_read_is_refused_on_its_form(request_sent: HttpRequest):
    def refuse() -> None:
        raise ImportFileError("edition.md", [Fault(expected="un titre", row=1)])

    form = NameForm(request_sent.POST)
    assert act_on_form(request_sent, form, refuse) is None
    assert form.non_field_errors() == ["Attendu\u00a0: un titre."]


def test_a_form_is_refused_once_what_it_was_made_from_has_changed(rf: RequestFactory):
    shown = str(resting_on(NameForm(), "Ada")["seen"])
    mark = shown.partition('value="')[2].partition('"')[0]
    sent = rf.post("/", {"name": "Grace", "seen": mark})
    acts: list[dict[str, object]] = []
    for standing, is_done in (("Ada", True), ("Ada", True), ("Katherine", False)):
        form = resting_on(NameForm(sent.POST), standing)
        act_on_form(sent, form, partial(acts.append, form.cleaned_data if form.is_valid() else {}))
        assert bool(form.errors) is not is_done
    assert acts == [{"name": "Grace"}] * 2, "the mark is no field of what is written"
    assert "Grace" in str(form["name"])
    again = rf.post("/", {"name": "Grace", "seen": form["seen"].field.widget.format_value(mark)})
    assert act_on_form(again, resting_on(NameForm(again.POST), "Katherine"), lambda: True), "she decides"
    unmarked = rf.post("/", {"name": "Grace"})
    assert act_on_form(unmarked, resting_on(NameForm(unmarked.POST), "Katherine"), lambda: True), "a page of before"
    assert "seen" not in resting_on(NameForm(), None, None).fields
