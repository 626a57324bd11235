"""The working groups that ship: what sources state of the real one and nothing more, a year of the invented one."""

from datetime import date

import pytest

from autan.cooperation.minutes.models import Minutes
from autan.cooperation.working_group.models import Body, Decision, Meeting, Objective, Seat, Task
from autan.cooperation.working_group.queries.decisions import progress_of, waiting_for_owners
from autan.evidence.figures.core.sources import evidence_refs
from autan.evidence.figures.queries.registry import PUBLIC, describe_evidence, find_figure
from autan.instance.demo.group import load_groups

pytestmark = pytest.mark.usefixtures("demo_network")
REAL, INVENTED = "dialogue-toulouse", "entente-ysaure"
TODAY = date(2026, 11, 26)


def test_everything_said_of_the_real_group_has_a_source_and_nobody_is_named():
    held: list[Body | Meeting | Objective] = [
        *Body.objects.filter(network__slug=REAL),
        *Meeting.objects.filter(body__network__slug=REAL),
        *Objective.objects.filter(network__slug=REAL),
    ]
    assert len(held) == 8
    for each in held:
        cards = describe_evidence(evidence_refs(each.evidence), reader=PUBLIC)
        assert cards
        assert all(cards.values())
    assert {seat.name for seat in Seat.objects.filter(body__network__slug=REAL)} == {""}
    assert not Decision.objects.filter(network__slug=REAL).exists()
    assert not Task.objects.filter(network__slug=REAL).exists()


def test_the_three_objectives_of_2014_are_open_and_say_what_is_documented_since():
    objectives = Objective.objects.filter(network__slug=REAL)
    assert [(objective.year, objective.state) for objective in objectives] == [(2014, "open")] * 3
    since = [
        card
        for objective in objectives
        for card in describe_evidence(evidence_refs(objective.since), reader=PUBLIC).values()
    ]
    assert [card.ref.key for card in since if card] == ["W010"]


def test_the_invented_year_has_every_case():
    decisions = list(Decision.objects.filter(network__slug=INVENTED))
    states = {progress.state.value for progress in progress_of(decisions, today=TODAY).values()}
    assert states == {"carried_out", "under_way", "late", "stopped", "at_once", "unknown", "withdrawn"}
    assert {minutes.phase for minutes in Minutes.objects.all()} >= {"draft", "amended", "settled", "published"}
    assert {meeting.state for meeting in Meeting.objects.filter(body__network__slug=INVENTED)} >= {"held", "cancelled"}
    network = decisions[0].network
    assert [
        due_item.seat.name for due_item in waiting_for_owners(network, on=TODAY) if due_item.seat and due_item.has_left
    ]
    figure = find_figure(f"group.{INVENTED}.carried_out.2026", reader=PUBLIC)
    assert (figure.value, figure.known, figure.total) == (6, 11, 13)
    assert figure.note is not None


def test_loading_again_changes_nothing():
    before = (Decision.objects.count(), Meeting.objects.count(), Seat.objects.count(), Objective.objects.count())
    assert load_groups() == 0
    after = (Decision.objects.count(), Meeting.objects.count(), Seat.objects.count(), Objective.objects.count())
    assert before == after
