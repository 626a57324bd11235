"""What the forms of actions and projects send, as the actions take it."""

from typing import Any

import pytest
from django.http import QueryDict

from autan.plans.projects.core.projects import ProjectTopic, StateKind
from autan.plans.projects.forms import (
    BasisForm,
    ProjectForm,
    ProjectLineForm,
    StateForm,
    posted_disclosures,
    posted_lines,
    posted_sheet,
    posted_typed,
)
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Territory
from tests.plans.projects.conftest import MURETAIN, SICOVAL


def sent(**fields: Any) -> QueryDict:
    posted = QueryDict(mutable=True)
    for name, value in fields.items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    return posted


@pytest.mark.parametrize(
    ("fields", "typed"),
    [
        ({}, {}),
        ({"title": "A", "nothing": "x"}, {"title": "A"}),
        ({"title": ""}, {"title": ""}),
        ({"description": "a\r\nb"}, {"description": "a\nb"}),
        ({"themes:sent": "1", "themes": ["waste", "water"]}, {"themes": "waste, water"}),
        ({"themes:sent": "1"}, {"themes": ""}),  # every box is empty
        ({"themes": "waste"}, {"themes": "waste"}),
    ],
)
def test_fields_that_were_sent_are_read_and_no_other(fields: dict[str, Any], typed: dict[str, str]):
    assert posted_typed(sent(**fields)) == typed


def test_lines_are_read_by_section_in_the_order_of_their_numbers():
    posted = sent(**{
        "steps:10:name": "Dix", "steps:2:name": "Deux", "steps:2:state": "done", "funding:1:funder": "ADEME",
        "moon:1:name": "x", "steps:x:name": "x", "steps:3": "x", "title": "A",
    })  # fmt: skip
    assert posted_lines(posted) == {
        "steps": [{"name": "Deux", "state": "done"}, {"name": "Dix"}], "funding": [{"funder": "ADEME"}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "before", "after"),
    [
        ({"reader:budget": "network"}, {}, {"budget": "network"}),
        ({"reader:budget": "public"}, {"budget": "network"}, {}),
        ({"reader:notes": "network"}, {}, {}),  # as the field itself says
        ({"reader:notes": "territory"}, {}, {"notes": "territory"}),
        ({"reader:budget": "friends"}, {"budget": "network"}, {"budget": "network"}),
        ({"reader:title": "territory"}, {}, {}),
        ({}, {"budget": "network"}, {"budget": "network"}),
    ],
)
def test_readers_are_kept_where_they_differ_from_those_of_the_field(
    fields: dict[str, str], before: dict[str, str], after: dict[str, str]
):
    assert posted_disclosures(sent(**fields), before) == after


def test_what_a_form_does_not_send_is_left_as_it_is():
    bare = posted_sheet(sent(title="A"), {})
    assert (bare.axis, bare.lines, bare.is_published, bare.revision) == (None, None, None, None)
    whole = posted_sheet(sent(axis1="1. Bâtir", axis2="", revision="3", is_published="yes"), {"budget": "network"})
    assert (whole.axis, whole.is_published, whole.revision) == (["1. Bâtir", "", ""], True, 3)
    assert whole.disclosures == {"budget": "network"}
    assert posted_sheet(sent(is_published="no", revision="x"), {}).is_published is False
    assert posted_sheet(sent(revision="x"), {}).revision is None


def test_a_plan_begun_from_another_has_a_title_and_one_of_the_places(member: Territory, other: Territory):
    places = [member, other]
    right = BasisForm({"title": "Suite", "place": SICOVAL}, places=places)
    assert right.is_valid()
    for wrong, field in (
        ({"title": "", "place": SICOVAL}, "title"), ({"title": "A", "place": "000000000"}, "place"),
        ({"title": "A"}, "place"), ({"title": "x" * 301, "place": SICOVAL}, "title"),
    ):  # fmt: skip
        form = BasisForm(wrong, places=places)
        assert list(form.errors) == [field]


@pytest.fixture
def project_fields(member: Territory, other: Territory) -> dict[str, Any]:
    return {"name": "Gare", "ambition": "Sobre", "carriers": [SICOVAL], "commune": ""}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"ambition": ""}, "ambition"),
        ({"carriers": []}, "carriers"),
        ({"carriers": ["000000000"]}, "carriers"),
        ({"commune": "Paris"}, "commune"),
    ],
)
def test_a_project_is_refused_at_its_field(
    member: Territory, other: Territory, project_fields: dict[str, Any], changes: dict[str, Any], field: str
):
    form = ProjectForm(sent(**(project_fields | changes)), places=[member, other])
    assert not form.is_valid()
    assert field in form.errors


@pytest.mark.parametrize(("typed", "code"), [("", ""), ("Labège", "31254"), (" LABEGE ", "31254"), ("31254", "31254")])
def test_the_commune_of_a_project_is_one_of_who_carries_it(
    member: Territory, other: Territory, project_fields: dict[str, Any], typed: str, code: str
):
    form = ProjectForm(sent(**(project_fields | {"commune": typed})), places=[member, other])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["commune"] == code
    elsewhere = sent(**(project_fields | {"commune": typed, "carriers": [MURETAIN]}))
    assert ProjectForm(elsewhere, places=[member, other]).is_valid() is (not code)


@pytest.mark.parametrize(("typed", "errors"), [("", []), ("Labège", ["commune"])])
def test_who_is_not_in_the_register_carries_a_project(
    project_fields: dict[str, Any], typed: str, errors: list[str]
) -> None:
    place = Territory(siren="999000107", short_name="Marais (inventé)")
    fields = project_fields | {"carriers": [place.siren], "commune": typed}
    assert list(ProjectForm(sent(**fields), places=[place]).errors) == errors


def test_a_line_of_a_project_says_what_it_is_about_and_where_it_comes_from(db: None):
    assert ProjectLineForm(sent(topic="", text="")).is_valid()
    bare = ProjectLineForm(sent(topic="", text="Trente emplois"))
    assert not bare.is_valid()
    assert {"topic", "evidence"} <= set(bare.errors)
    told = ProjectLineForm(sent(topic=ProjectTopic.WATER.value, text="Pluie"))
    assert not told.is_valid()
    assert list(told.errors) == ["evidence"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"kind": "moon"}, "kind"), ({"label": ""}, "label"), ({"since": "1899"}, "since"), ({"since": "2201"}, "since")],
)
def test_a_state_is_refused_at_its_field(sheet: ActionSheet, changes: dict[str, str], field: str):
    fields = {"kind": "studied", "label": "Étude", "since": "2020", "evidence": f"action:{sheet.slug}"}
    right = StateForm(sent(**fields))
    assert right.is_valid(), right.errors
    state = right.document()
    assert (state.kind, state.since, state.label.en) == (StateKind.STUDIED, 2020, "Étude")
    wrong = StateForm(sent(**(fields | changes)))
    assert not wrong.is_valid()
    assert list(wrong.errors) == [field]
