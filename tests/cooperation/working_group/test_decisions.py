"""Decisions: refused in words, withdrawn and kept, their progress read, their figures quotable."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from autan.cooperation.working_group.actions.decisions import (
    follow_up,
    keep_objective,
    record_decision,
)
from autan.cooperation.working_group.actions.meetings import AttendanceInput, record_attendance
from autan.cooperation.working_group.actions.workflow import DECISION, MEETING, OBJECTIVE
from autan.cooperation.working_group.core.decisions import (
    DecisionDraft,
    DecisionMode,
    FollowUp,
    InvalidDecisionError,
    Reservation,
    Vote,
)
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.core.progress import LinkKind, ProgressState
from autan.cooperation.working_group.models import Body, Decision, Meeting, Objective
from autan.cooperation.working_group.queries.decisions import progress_of
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import (
    PUBLIC,
    UnknownFigureError,
    describe_one,
    find_figure,
    version_of_figures,
)
from autan.ground.errors import DomainError, NotAllowedError, RuleError
from autan.people.journal.models import JournalEntry
from autan.people.workflows.actions import take
from autan.plans.indicators.actions.indicators import set_targets
from autan.plans.indicators.core.values import TargetPoint
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind, PlanScope
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet, change_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.cooperation.working_group.conftest import LEFT, plan, seat_of
from tests.plans.indicators.conftest import follow, give

DAY, TODAY = date(2026, 5, 21), date(2026, 11, 26)


def told(title: str = "Trier", *, is_public: bool = True, **changes: object) -> DecisionDraft:
    about = {name: changes.pop(name) for name in ("link", "link_key", "evidence") if name in changes}
    draft = DecisionDraft(**({"title": title, "decided_on": DAY, "text": "On trie.", "present": 3} | changes))
    return replace(draft, is_public=is_public, **about)


def decide(body: Body, **changes: object) -> Decision:
    return record_decision(by=None, body=body, draft=told(**changes), today=TODAY)


@pytest.fixture
def sheet(here: Territory) -> ActionSheet:
    heading = PlanHeading(slug="ici-pcaet", title="PCAET", kind=PlanKind.PCAET, scope=PlanScope.TERRITORY)
    plan = start_plan(by=None, heading=heading, subjects=[here])
    Plan.objects.update(is_published=True)
    plan.refresh_from_db()
    return add_sheet(
        by=None, plan=plan, sheet_input=SheetInput(typed={"title": "Tri", "status": "ongoing"}), slug="tri"
    )


def state_of(decision: Decision, today: date = TODAY) -> ProgressState:
    decision.refresh_from_db()
    return progress_of([decision], today=today)[decision.pk].state


def test_a_decision_is_numbered_kept_and_told(body: Body, people: Cast):
    first = record_decision(by=people.officer, body=body, draft=told(), today=TODAY)
    assert (first.number, first.slug, first.quorum) == ("2026-01", "essai-2026-01", 2)
    assert decide(body).number == "2026-02"
    assert decide(body, decided_on=date(2025, 6, 1)).number == "2025-01"
    assert JournalEntry.objects.filter(act="record_decision", network="essai").count() == 3
    with pytest.raises(NotAllowedError):
        record_decision(by=people.contributor, body=body, draft=told(), today=TODAY)


def test_a_decision_with_faults_is_refused_whole(body: Body):
    zoe = seat_of(body, "Zoé")
    changes = {"mode": DecisionMode.VOTE, "vote": Vote(in_favour=9), "owner": zoe.pk, "due_on": date(2026, 1, 1)}
    with pytest.raises(InvalidDecisionError) as refused:
        decide(body, **changes)
    text = str(refused.value).replace("\u00a0", " ")
    assert "Zoé a quitté l’instance le 1ᵉʳ mars 2026" in text
    assert "9 voix comptées pour 3 voix présentes" in text
    assert "est avant la décision" in text
    for about, says in (
        ({"title": " "}, "a un titre"),
        ({"link": LinkKind.ACTION, "link_key": "rien"}, "une fiche-action «\u202frien\u202f» n’existe pas"),
        ({"link": LinkKind.INDICATOR, "link_key": "rien"}, "un indicateur «\u202frien\u202f» n’existe pas"),
        ({"evidence": [EvidenceRef(kind="fact", key="Z9")]}, "fact:Z9"),
    ):
        with pytest.raises(DomainError, match=says):
            decide(body, **about)
    assert not Decision.objects.exists()
    assert decide(body, decided_on=date(2026, 2, 1), owner=zoe.pk).owner == zoe  # she sat then


def test_voices_present_are_those_of_the_meeting(body: Body, meeting: Meeting):
    ada, bea = seat_of(body, "Ada").pk, seat_of(body, "Bea").pk
    there, away = AttendanceInput(attendance=Attendance.PRESENT), AttendanceInput(attendance=Attendance.ABSENT)
    given = told(present=None)
    with pytest.raises(InvalidDecisionError, match="dites combien de voix"):
        record_decision(by=None, body=body, meeting=meeting, draft=given, today=TODAY)
    record_attendance(by=None, meeting=meeting, attendances={ada: there, bea: away}, today=TODAY)
    with pytest.raises(InvalidDecisionError, match="1 voix présentes ou représentées pour un quorum de 2"):
        record_decision(by=None, body=body, meeting=meeting, draft=given, today=TODAY)
    record_attendance(by=None, meeting=meeting, attendances={bea: there}, today=TODAY)
    kept = record_decision(by=None, body=body, meeting=meeting, draft=given, today=TODAY)
    assert kept.present == 2
    assert record_decision(by=None, body=body, meeting=meeting, draft=told(), today=TODAY).present == 3
    other = plan(body, DAY)
    take(MEETING, "cancel_meeting", other, by=None, at=TODAY, reason="")
    with pytest.raises(DomainError, match="annulée"):
        record_decision(by=None, body=body, meeting=other, draft=given, today=TODAY)
    elsewhere = Body.objects.create(network=body.network, slug="autre", kind="other", name_fr="Autre", name_en="Other")
    with pytest.raises(DomainError, match="une autre instance"):
        record_decision(by=None, body=elsewhere, meeting=meeting, draft=given, today=TODAY)


def test_a_decision_is_withdrawn_with_a_reason_and_never_deleted(body: Body, client: Client, people: Cast):
    decision = decide(body, evidence=())
    for reason, on, says in ((" ", TODAY, "pourquoi"), ("Erreur", date(2026, 1, 1), "avant d’avoir été prise")):
        with pytest.raises(DomainError, match=says):
            take(DECISION, "withdraw_decision", decision, by=None, at=on, reason=reason)
    take(DECISION, "withdraw_decision", decision, by=people.officer, at=TODAY, reason="Mal comprise")
    assert state_of(decision) is ProgressState.WITHDRAWN
    with pytest.raises(RuleError, match="retirée depuis"):
        take(DECISION, "withdraw_decision", decision, by=None, at=TODAY, reason="Encore")
    with pytest.raises(RuleError, match="retirée depuis"):
        follow_up(by=None, decision=decision, following=FollowUp(), today=TODAY)
    page = client.get(reverse("working_group:decision", kwargs={"slug": decision.slug})).content.decode()
    assert "On trie." in page
    assert "Mal comprise" in page
    assert find_figure("group.essai.decisions", reader=PUBLIC).value is None


def test_progress_is_read_from_the_action(body: Body, sheet: ActionSheet):
    decision = decide(body, link=LinkKind.ACTION, link_key=sheet.slug, due_on=date(2026, 12, 31))
    assert state_of(decision) is ProgressState.UNDER_WAY
    assert state_of(decision, today=date(2027, 1, 1)) is ProgressState.LATE
    change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed=sheet.typed | {"status": "done"}))
    assert state_of(decision) is ProgressState.CARRIED_OUT
    assert find_figure("group.essai.carried_out", reader=PUBLIC).value == 1
    ActionSheet.objects.update(is_published=False)
    assert state_of(decision) is ProgressState.UNKNOWN
    assert state_of(decide(body)) is ProgressState.UNKNOWN
    assert state_of(decide(body, link=LinkKind.AT_ONCE)) is ProgressState.AT_ONCE


def test_progress_is_read_from_the_indicator(body: Body, here: Territory):
    indicator = give(follow(here, "cycle_lanes"), 10.0, 12.0)
    decision = decide(body, link=LinkKind.INDICATOR, link_key=indicator.slug, due_on=date(2030, 12, 31))
    assert state_of(decision) is ProgressState.UNKNOWN  # no target
    points = [TargetPoint(series="PCAET", year=year, value=value) for year, value in ((2028, 11.0), (2030, 20.0))]
    set_targets(by=None, indicator=indicator, targets=points)
    assert state_of(decision) is ProgressState.UNDER_WAY
    nearer = decide(body, link=LinkKind.INDICATOR, link_key=indicator.slug, due_on=date(2027, 12, 31))
    assert state_of(nearer) is ProgressState.CARRIED_OUT
    indicator.__class__.objects.update(is_published=False)
    assert state_of(decision) is ProgressState.UNKNOWN


def test_the_follow_up_changes_and_the_decision_does_not(body: Body, sheet: ActionSheet):
    decision = decide(body, owner=seat_of(body, "Cid").pk)
    zoe, bea = seat_of(body, "Zoé"), seat_of(body, "Bea")
    with pytest.raises(InvalidDecisionError) as refused:
        follow_up(by=None, decision=decision, following=FollowUp(owner=zoe.pk, review_on=LEFT), today=TODAY)
    assert len(refused.value.problems) == 2
    with pytest.raises(DomainError, match="n’existe pas ici"):
        follow_up(by=None, decision=decision, following=FollowUp(link=LinkKind.ACTION, link_key="non"), today=TODAY)
    given = FollowUp(owner=bea.pk, due_on=TODAY, link=LinkKind.ACTION, link_key=sheet.slug, is_public=True)
    for _again in range(2):
        follow_up(by=None, decision=decision, following=given, today=TODAY)
    line = JournalEntry.objects.get(act="follow_up")
    assert [each["field"] for each in line.details["changes"]] == ["responsable", "échéance", "avancement lu dans"]


def test_decisions_are_evidence_and_figures_for_who_may_read_them(body: Body, network: Network, people: Cast):
    open_one, inner = decide(body, link=LinkKind.AT_ONCE), decide(body, is_public=False)
    figure = find_figure("group.essai.carried_out.2026", reader=PUBLIC)
    assert (figure.value, figure.total) == (1, 1)
    card = describe_one(figure.evidence[0], reader=PUBLIC)
    assert card is not None
    assert "On trie." in card.statement.fr
    secret = EvidenceRef(kind="decision", key=inner.slug)
    assert describe_one(secret, reader=PUBLIC) is None
    assert describe_one(secret, reader=people.reader) is not None
    for address in ("group.rien.decisions", "group.essai.rien"):
        with pytest.raises(UnknownFigureError):
            find_figure(address, reader=PUBLIC)
    before = version_of_figures(["group.essai.decisions"])
    take(DECISION, "withdraw_decision", open_one, by=None, at=TODAY, reason="Essai")
    assert version_of_figures(["group.essai.decisions"]) != before


def test_objectives_are_settled_with_a_reason(network: Network, people: Cast):
    objective = Objective(year=2026, rank=1, text_fr="Compter")
    objective = keep_objective(by=people.coordinator, network=network, objective=objective)
    keep_objective(by=None, network=network, objective=objective)
    assert JournalEntry.objects.filter(act="keep_objective").count() == 1
    keep_objective(by=None, network=network, objective=Objective(year=2026, rank=1, text_fr="Compter mieux"))
    with pytest.raises(DomainError, match="a un texte"):
        keep_objective(by=None, network=network, objective=Objective(year=2026, rank=2, text_fr=" "))
    with pytest.raises(DomainError, match="permet de l’affirmer"):
        take(OBJECTIVE, "settle_objective", objective, by=None, at=TODAY, state=ObjectiveState.REACHED, reason="")
    with pytest.raises(NotAllowedError):
        take(
            OBJECTIVE, "settle_objective", objective, by=people.officer, at=TODAY, state=ObjectiveState.OPEN, reason=""
        )
    take(OBJECTIVE, "settle_objective", objective, by=None, at=TODAY, state=ObjectiveState.REACHED, reason="Décision 1")
    assert find_figure("group.essai.objectives_reached", reader=PUBLIC).value == 1
    take(OBJECTIVE, "settle_objective", objective, by=None, at=TODAY, state=ObjectiveState.OPEN, reason="")
    assert Objective.objects.get().settled_on is None


def test_a_vote_and_its_reservations_are_shown(body: Body, client: Client, people: Cast):
    reserved = (Reservation(seat=seat_of(body, "Bea").pk, text="Sans moi l’été"),)
    vote = Vote(in_favour=2, abstained=1)
    decision = decide(body, mode=DecisionMode.VOTE, vote=vote, reservations=reserved)
    page = client.get(reverse("working_group:decision", kwargs={"slug": decision.slug})).content.decode()
    for words in ("2 voix pour, 0 contre, 1 abstention", "Sans moi l’été", "Bea", "quorum"):
        assert words in page
