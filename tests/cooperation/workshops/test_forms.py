"""What a form or a phone sends becomes a workshop, a note or a count, or a refusal; what is left empty is unknown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.utils import timezone

from autan.cooperation.workshops.core.formats import AttendeeKind, Moment, TransferDirection, WorkshopFormat
from autan.cooperation.workshops.core.notes import NoteKind
from autan.cooperation.workshops.core.workshops import PlanTarget, WorkshopHeading
from autan.cooperation.workshops.forms import (
    AttendanceForm,
    AttendeeForm,
    WorkshopFileForm,
    WorkshopForm,
    initial_of,
    read_note,
)
from autan.cooperation.workshops.queries import target_choices
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.errors import DomainError
from autan.plans.projects.models import Project
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members
from tests.cooperation.workshops.conftest import MURETAIN, SICOVAL

SENT = {"id": "A1B2", "moment": "ambition", "kind": "lever", "text": " Peser ", "author": "Ana"}


def test_a_note_is_read_as_it_was_sent():
    written = read_note(SENT | {"at": "2026-06-01T09:00:00Z"})
    assert (written.identifier, written.moment, written.kind) == ("a1b2", Moment.AMBITION, NoteKind.LEVER)
    assert (written.text, written.author, written.direction) == (" Peser ", "Ana", None)
    assert written.written_at == datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert read_note(SENT | {"direction": "hosts"}).direction is TransferDirection.TO_HOSTS
    bare = read_note({"moment": "ambition", "kind": "fact"})
    assert (bare.identifier, bare.text, bare.author, bare.direction) == ("", "", "", None)


@pytest.mark.parametrize("wrong", [{"moment": "x"}, {"moment": ""}, {"kind": "x"}, {"kind": ""}, {"direction": "x"}])
def test_a_note_says_its_moment_its_kind_and_a_known_direction(wrong: dict[str, str]):
    with pytest.raises(DomainError, match="dit son temps de l’atelier et sa sorte"):
        read_note(SENT | wrong)


@pytest.mark.parametrize("at", ["", "hier", "2026-13-45T09:00:00Z", "2026-06-01T09:00:00", "2996-06-01T09:00:00Z"])
def test_a_note_without_a_readable_time_was_written_now(at: str):
    before = timezone.now()
    assert before <= read_note(SENT | {"at": at}).written_at <= timezone.now()


def test_a_time_with_an_offset_is_the_same_moment():
    assert read_note(SENT | {"at": "2026-06-01T11:00:00+02:00"}).written_at == datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_counts_are_those_given_and_an_empty_field_is_not_zero():
    form = AttendanceForm({"elected": "0", "expert": "3", "partner": ""})
    assert form.is_valid()
    assert [(count.kind, count.count) for count in form.counts()] == [
        (AttendeeKind.ELECTED, 0),
        (AttendeeKind.EXPERT, 3),
    ]
    empty = AttendanceForm({})
    assert empty.is_valid()
    assert empty.counts() == []
    assert list(empty.fields) == [kind.value for kind in AttendeeKind]


@pytest.mark.parametrize("number", ["0", "100000"])
def test_a_count_goes_from_nobody_to_a_hundred_thousand(number: str):
    assert AttendanceForm({"elected": number}).is_valid()


@pytest.mark.parametrize("number", ["-1", "100001", "x", "1,5"])
def test_a_count_out_of_its_bounds_is_refused_at_its_field(number: str):
    assert list(AttendanceForm({"elected": number, "expert": "1"}).errors) == ["elected"]


def test_somebody_present_has_a_name_a_capacity_and_agrees():
    whole = {"name": "Ana", "kind": "expert", "agrees": "on"}
    assert AttendeeForm(whole).is_valid()
    for field in whole:
        assert list(AttendeeForm({**whole, field: ""}).errors) == [field]
    assert list(AttendeeForm(whole | {"email": "x"}).errors) == ["email"]
    assert list(AttendeeForm(whole | {"kind": "voisin"}).errors) == ["kind"]
    assert list(AttendeeForm(whole | {"name": "x" * 121}).errors) == ["name"]


def test_consent_is_not_asked_until_it_is_said():
    assert WorkshopFileForm()["consent"].value() == "not_asked"
    assert sorted(WorkshopFileForm({}).errors) == ["consent", "file"]


@pytest.fixture
def typed(site: Project, target: PlanTarget) -> dict[str, object]:
    return {
        "title": "Le bois d’ici",
        "format": "site_target",
        "host": SICOVAL,
        "copilots": [MURETAIN],
        "day": "2026-06-01",
        "sites": [site.slug],
        "target": f"target:pcaet:{target.key}",
        "status": "planned",
    }


def workshop_form(network: Network, typed: dict[str, object] | None, only: Sequence[str] = ()) -> WorkshopForm:
    members = [member for member in network_members(network.slug) if not only or member.siren in only]
    return WorkshopForm(
        typed, members=members, sites=list(Project.objects.all()), targets=target_choices(network, None)
    )


def test_what_is_typed_is_the_workshop_that_is_kept(
    network: Network, heading: WorkshopHeading, target: PlanTarget, typed: dict[str, object]
):
    form = workshop_form(network, typed)
    assert form.is_valid(), form.errors
    kept = form.heading(slug="s")
    assert kept == replace(heading, slug="s", place="", is_open_to_all=False)
    assert form.slug() == "le-bois-dici-2026-06-01"


def test_a_workshop_without_a_day_is_named_by_its_title(network: Network, typed: dict[str, object]):
    assert form_slug(network, typed | {"day": ""}) == "le-bois-dici"
    assert form_slug(network, typed | {"title": "« ! »", "day": ""}) == "atelier"
    assert len(form_slug(network, typed | {"title": "x" * 200})) == len("x" * 60 + "-2026-06-01")


def form_slug(network: Network, typed: dict[str, object]) -> str:
    form = workshop_form(network, typed)
    assert form.is_valid(), form.errors
    return form.slug()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("host", "999999999"),
        ("host", ""),
        ("copilots", ["999999999"]),
        ("sites", ["rien"]),
        ("target", "rien"),
        ("title", ""),
        ("title", "x" * 201),
        ("format", ""),
        ("format", "x"),
        ("status", ""),
        ("day", "31/02/2026"),
    ],
)
def test_a_refusal_is_at_its_field(network: Network, typed: dict[str, object], field: str, wrong: object):
    form = workshop_form(network, typed | {field: wrong})
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_what_a_source_tells_is_kept_when_a_workshop_is_changed(
    network: Network, heading: WorkshopHeading, typed: dict[str, object]
):
    told = replace(heading, evidence=(EvidenceRef(kind="fact", key="F1"),), day=None, year=2013)
    form = workshop_form(network, typed | {"day": ""})
    assert form.is_valid()
    changed = form.heading(slug="s", current=told)
    assert (changed.evidence, changed.year, changed.day) == (told.evidence, 2013, None)
    dated = workshop_form(network, typed)
    assert dated.is_valid()
    assert dated.heading(slug="s", current=told).year is None, "a day says its year"
    assert dated.heading(slug="s").evidence == ()


def test_a_network_of_one_member_proposes_no_choice_of_host(network: Network):
    alone, both = (
        list(field.choices)
        for form in (workshop_form(network, None, only=[SICOVAL]), workshop_form(network, None))
        if isinstance(field := form.fields["host"], forms.ChoiceField)
    )
    assert [key for key, _label in alone] == [SICOVAL]
    assert (both[0][0], {key for key, _label in both}) == ("", {"", SICOVAL, MURETAIN})


def test_a_form_opens_on_the_workshop_as_it_is(heading: WorkshopHeading, target: PlanTarget):
    other = replace(target, key="autre")
    targets = [("a", other), ("b", target), ("c", target)]
    assert initial_of(heading, targets) == {
        "host": SICOVAL,
        "copilots": [MURETAIN],
        "sites": ["chaufferie"],
        "target": "b",
    }
    assert initial_of(heading, [("a", other)])["target"] == "", "a target that is no longer offered"
    assert initial_of(replace(heading, target=None), targets)["target"] == ""
    relabelled = replace(target, label="Autre nom")
    assert initial_of(heading, [("b", relabelled)])["target"] == "b", "a label may change"


def test_a_held_workshop_is_of_its_day_or_of_before(network: Network, typed: dict[str, object]):
    form = workshop_form(network, typed | {"status": "held", "day": (date(2026, 6, 1) - timedelta(days=1)).isoformat()})
    assert form.is_valid()
    assert form.heading(slug="s").format is WorkshopFormat.SITE_TARGET
