"""What is typed of a lesson, a condition, a step, a need and an offer: what must be there, and in whose name it is."""

from datetime import date
from typing import Any

import pytest

from autan.coding.codings.core.codebook import Code
from autan.cooperation.lessons.core.lessons import ConditionKind, ConditionWeight, Difficulty, LessonContent
from autan.cooperation.lessons.forms import (
    CloseForm,
    LessonForm,
    NameForm,
    NeedAnswerForm,
    NeedForm,
    OfferForm,
    StepForm,
    condition_forms,
)
from autan.ground.wordings import Text
from autan.plans.projects.core.themes import ActionTheme
from autan.territories.networks.models import Territory
from tests.cooperation.lessons.making import whole_content

HERE, THERE = (Territory(siren=f"99900{rank}", short_name=name) for rank, name in enumerate(("Ici", "Là")))
BOTH = (HERE, THERE)
OBSTACLE = Code(key="money", label=Text("Argent", "Money"))
STEP = {"territory": HERE.siren, "stage": "tried", "on": "2026-11-01"}
NEED = {"territory": HERE.siren, "kind": "technical", "title": "Lire un bilan"}


def lesson_form(data: Any = None, **given: Any) -> LessonForm:
    lists = {"hosts": BOTH, "projects": (), "workshops": (), "levers": (), "obstacles": (OBSTACLE,)}
    return LessonForm(data, **(lists | given))


def offered(form: Any) -> list[str]:
    """The SIREN that a form offers, an empty one where none must be chosen."""
    return [siren for siren, _name in form.fields["territory"].choices]


def without(data: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in data.items() if key != name}


@pytest.mark.parametrize("name", STEP)
def test_a_step_has_a_territory_a_stage_and_a_day(name: str) -> None:
    form = StepForm(without(STEP, name), places=BOTH)
    assert not form.is_valid()
    assert list(form.errors) == [name]


def test_a_step_is_read_as_it_is_typed() -> None:
    form = StepForm(STEP | {"adapted": "Avec les élèves", "person": "Claire"}, places=BOTH)
    assert form.is_valid()
    read = form.document()
    assert (read.stage, read.on, read.adapted, read.person) == ("tried", date(2026, 11, 1), "Avec les élèves", "Claire")
    assert (read.result, read.evidence, form.cleaned_data["territory"]) == ("", "", HERE.siren)


@pytest.mark.parametrize(
    ("name", "value"), [("territory", "999999999"), ("stage", "zorg"), ("on", "31/02/2026"), ("evidence", "x" * 2001)]
)
def test_a_step_is_refused_at_the_field_that_is_wrong(name: str, value: str) -> None:
    assert list(StepForm(STEP | {name: value}, places=BOTH).errors) == [name]


def test_a_step_is_of_the_only_member_one_acts_for() -> None:
    alone, several = StepForm(places=BOTH[:1]), StepForm(places=BOTH)
    assert offered(alone) == [HERE.siren]
    assert offered(several) == ["", HERE.siren, THERE.siren]


@pytest.mark.parametrize("name", ["kind", "title"])
def test_a_need_and_an_offer_have_a_kind_and_a_title(name: str) -> None:
    for form_class in (NeedForm, OfferForm):
        assert list(form_class(without(NEED, name), places=BOTH, may_coordinate=True).errors) == [name]
        assert list(form_class(NEED | {name: " "}, places=BOTH, may_coordinate=True).errors) == [name]


def test_a_need_is_in_the_name_of_a_member_or_of_the_network() -> None:
    chosen, common = (
        NeedForm(NEED | {"territory": siren}, places=BOTH, may_coordinate=True) for siren in (THERE.siren, "")
    )
    assert chosen.is_valid()
    assert common.is_valid()
    assert (chosen.place, common.place) == (THERE, None)
    assert list(NeedForm(NEED | {"territory": "9"}, places=BOTH, may_coordinate=True).errors) == ["territory"]
    for may_coordinate in (True, False):
        form = NeedForm(places=BOTH[:1], may_coordinate=may_coordinate)
        assert offered(form) == [""] * may_coordinate + [HERE.siren]


def test_what_is_said_of_a_need_by_others_is_not_typed_with_it() -> None:
    need = NeedForm(NEED | {"asked_on": "2020-01-01", "is_published": "on"}, places=BOTH, may_coordinate=True)
    assert need.is_valid()
    assert not {"asked_on", "period", "title_en"} & set(need.fields)
    assert (need.document().title, need.document().is_published) == ("Lire un bilan", True)
    offer = OfferForm(NEED | {"organisation": "x" * 201}, places=BOTH, may_coordinate=True)
    assert list(offer.errors) == ["organisation"]


def test_words_are_asked_of_an_answer_a_closing_and_a_name() -> None:
    assert list(NeedAnswerForm({"words": " "}, places=BOTH, may_coordinate=True).errors) == ["words"]
    assert NeedAnswerForm({"words": "Oui"}, places=BOTH, may_coordinate=True).is_valid()
    assert list(CloseForm({}).errors) == ["result", "words"]
    assert list(CloseForm({"result": "zorg", "words": "Fait"}).errors) == ["result"]
    assert CloseForm({"result": "met", "words": "Fait"}).is_valid()
    assert list(NameForm({"name": ""}).errors) == list(NameForm({"name": "x" * 121}).errors) == ["name"]


def test_a_lesson_is_laid_to_no_account_by_default_and_read_whole() -> None:
    assert set(lesson_form({}).errors) == {"title", "territory"}
    assert offered(lesson_form(hosts=BOTH[:1])) == [HERE.siren]
    typed = {"title": "Haies", "territory": THERE.siren, "themes": ["building"], "difficulties": "Argent | Un prêt"}
    form = lesson_form(typed | {"reason": "relu", "sources": "Bilan\n\nRapport"})
    assert form.is_valid(), form.errors
    read = form.lesson_input(())
    assert (read.territory, read.project, read.workshop, read.reason) == (THERE, None, None, "relu")
    assert read.content.themes == (ActionTheme.BUILDING,)
    assert read.content.sources == ("Bilan", "Rapport")
    assert read.content.difficulties == (Difficulty(obstacle="Argent", remedy="Un prêt"),)


def test_the_kind_of_an_obstacle_is_typed_by_its_words_or_its_key_and_shown_in_words() -> None:
    typed = {"title": "Haies", "territory": HERE.siren}
    lines = "Cher | Un prêt | argent\nCher | Un don | money\nLong | Attendre | zorg"
    form = lesson_form(typed | {"difficulties": lines})
    assert form.is_valid(), form.errors
    assert [row.code for row in form.lesson_input(()).content.difficulties] == ["money", "money", ""]
    kept = (Difficulty(obstacle="Cher", code="money"), Difficulty(obstacle="Long", code="gone"))
    shown = lesson_form(document=whole_content(difficulties=kept)).initial["difficulties"]
    assert [row.code for row in shown] == ["Argent", ""]


def test_each_condition_is_asked_and_money_with_its_amount() -> None:
    empty = condition_forms(None)
    assert [form.kind for form in empty] == list(ConditionKind)
    assert [form.kind for form in empty if "amount_eur" in form.fields] == [
        ConditionKind.INVESTMENT,
        ConditionKind.RUNNING_COST,
    ]
    assert all(("paid_by" in form.fields) is form.kind.is_money for form in empty)
    data = {"investment-weight": "required", "investment-amount": "1 500", "investment-paid_by": "Région"}
    forms = {form.kind: form for form in condition_forms(None, data)}
    assert all(form.is_valid() for form in forms.values())
    paid = forms[ConditionKind.INVESTMENT].document(kind=ConditionKind.INVESTMENT)
    assert (paid.weight, paid.amount_eur, paid.paid_by) == (ConditionWeight.REQUIRED, 1500, "Région")
    assert forms[ConditionKind.TIME].document(kind=ConditionKind.TIME).weight is None
    wrong = {form.kind: form.errors for form in condition_forms(None, {"investment-amount": "beaucoup"})}
    assert [kind for kind, errors in wrong.items() if errors] == [ConditionKind.INVESTMENT]


def test_conditions_that_are_kept_come_back_in_their_form() -> None:
    shown = {form.kind: form.initial for form in condition_forms(whole_content())}
    assert len(shown) == len(ConditionKind)
    assert shown[ConditionKind.SIZE]["words"] == "il faut"
    assert {form.kind: form.initial["words"] for form in condition_forms(LessonContent(title="Vide"))} == dict.fromkeys(
        ConditionKind, ""
    )
