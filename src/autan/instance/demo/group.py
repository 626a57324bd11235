"""Loads the working group of the real network, as far as sources document it, and a year of the invented one's.

Both are described in `content/group/` and `content/invented/group.yaml`; here they only go through the actions of the
rooms. A network that has bodies is left as it is, except its objectives, which follow their facts.
"""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from autan.cooperation.minutes.actions.minutes import start_minutes
from autan.cooperation.minutes.core import MinutesPhase
from autan.cooperation.working_group.actions.bodies import assign_seat, make_body
from autan.cooperation.working_group.actions.decisions import assign_task, keep_objective, record_decision
from autan.cooperation.working_group.actions.meetings import (
    AttendanceInput,
    meeting_ref,
    move_meeting,
    plan_meeting,
    record_attendance,
    set_agenda,
)
from autan.cooperation.working_group.actions.workflow import DECISION, MEETING, OBJECTIVE, TASK
from autan.cooperation.working_group.core.bodies import (
    AgendaKind,
    AgendaPoint,
    BodyKind,
    MeetingInput,
    MeetingState,
    SeatRole,
)
from autan.cooperation.working_group.core.decisions import DecisionDraft, DecisionMode, Reservation, Vote
from autan.cooperation.working_group.core.figures import ObjectiveState
from autan.cooperation.working_group.core.mail_answers import Attendance
from autan.cooperation.working_group.core.progress import LinkKind
from autan.cooperation.working_group.models import Body, Meeting, Objective, Seat
from autan.cooperation.working_group.presenters.meeting_record import first_text
from autan.cooperation.working_group.presenters.meetings import slot_words
from autan.evidence.figures.core.sources import EvidenceRef, fact_refs, refs_as_json
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.ground.wordings import Text
from autan.instance.demo.workshops import lead_minutes
from autan.people.workflows.actions import take
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network, Territory

_CONTENT = Path(__file__).parent / "content"
FILES = (_CONTENT / "group" / "dialogue-toulouse.yaml", _CONTENT / "invented" / "group.yaml")
_DAYS_TO_OPEN = 3
"""Days after a meeting on which its invented minutes are opened to amendments."""

type Described = Mapping[str, Any]


@transaction.atomic
def load_groups(*, files: Iterable[Path] = FILES) -> int:
    """Take in the working groups that are described; return how many meetings were new."""
    return sum(_load(read_yaml_file(path)) for path in files)


def _load(described: Described) -> int:
    network = Network.objects.get(slug=described["network"])
    is_new = not network.bodies.exists()
    _keep_objectives(network, described["objectives"], is_new=is_new)
    if not is_new:
        return 0
    seats: dict[str, Seat] = {}
    bodies = {sheet["slug"]: _make_body(network, sheet, seats) for sheet in described["bodies"]}
    meetings = {sheet["slug"]: _hold_meeting(bodies[sheet["body"]], sheet, seats) for sheet in described["meetings"]}
    for sheet in described.get("decisions", ()):
        _decide(bodies[sheet["body"]], meetings[sheet["meeting"]], sheet, seats)
    for sheet in described.get("tasks", ()):
        _give_task(meetings[sheet["meeting"]], sheet, seats)
    for sheet in described["meetings"]:
        _write_minutes(meetings[sheet["slug"]], sheet)
    return len(meetings)


def _facts(sheet: Described, name: str = "facts") -> tuple[EvidenceRef, ...]:
    refs = fact_refs(sheet.get(name, ()))
    return (*refs, EvidenceRef(kind="source", key=sheet["source"])) if "source" in sheet else refs


def _keep_objectives(network: Network, sheets: Iterable[Described], *, is_new: bool) -> None:
    ranks: dict[int, int] = {}
    for sheet in sheets:
        ranks[sheet["year"]] = ranks.get(sheet["year"], 0) + 1
        stated = Objective(
            year=sheet["year"],
            rank=ranks[sheet["year"]],
            text_fr=sheet["text"]["fr"],
            text_en=sheet["text"]["en"],
            evidence=refs_as_json(_facts(sheet)),
            since=refs_as_json(_facts(sheet, "since")),
        )
        objective = keep_objective(by=None, network=network, objective=stated)
        if is_new and "state" in sheet:
            state = ObjectiveState(sheet["state"])
            take(
                OBJECTIVE,
                "settle_objective",
                objective,
                by=None,
                at=sheet["settled_on"],
                state=state,
                reason=sheet["why"],
            )


def _make_body(network: Network, sheet: Described, seats: dict[str, Seat]) -> Body:
    words = {f"{name}_{code}": text for name in ("name", "purpose") for code, text in sheet.get(name, {}).items()}
    body = Body(
        **words,
        slug=sheet["slug"],
        kind=BodyKind(sheet["kind"]),
        quorum=sheet.get("quorum"),
        is_public=True,
        evidence=refs_as_json(_facts(sheet)),
    )
    make_body(by=None, network=network, body=body)
    for entry in sheet.get("seats", ()):
        seat = Seat(
            name=entry.get("name", ""),
            email=entry.get("email", ""),
            territory=Territory.objects.get(siren=entry["siren"]) if "siren" in entry else None,
            role=SeatRole(entry.get("role", "member")),
            has_vote=entry.get("has_vote", True),
            since=entry.get("since"),
            until=entry.get("until"),
            evidence=refs_as_json(_facts(entry)),
        )
        seats[entry.get("key", "")] = assign_seat(by=None, body=body, seat=seat)
    return body


def _hold_meeting(body: Body, sheet: Described, seats: Mapping[str, Seat]) -> Meeting:
    meeting = plan_meeting(
        by=None,
        body=body,
        meeting_input=_meeting(sheet, sheet["day"]),
        slug=sheet["slug"],
        state=MeetingState.HELD if "facts" in sheet else MeetingState.PLANNED,
    )
    if "moved_to" in sheet:
        move_meeting(by=None, meeting=meeting, meeting_input=_meeting(sheet, sheet["moved_to"]))
    if "agenda" in sheet:
        points = [AgendaPoint(kind=AgendaKind.FREE, **point) for point in sheet["agenda"]]
        set_agenda(by=None, meeting=meeting, points=points, revision=0)
    if "cancelled" in sheet:
        take(MEETING, "cancel_meeting", meeting, by=None, at=meeting.day, reason=sheet["cancelled"])
    if "present" in sheet:
        attendance, guests = _attendance(sheet, seats), sheet.get("guests", "")
        record_attendance(by=None, meeting=meeting, attendances=attendance, guests=guests, today=meeting.day)
    return meeting


def _meeting(sheet: Described, day: date) -> MeetingInput:
    begins, ends = (time.fromisoformat(hour) for hour in sheet["hours"]) if "hours" in sheet else (None, None)
    return MeetingInput(
        title=Text(**sheet["title"]),
        day=day,
        begins=begins,
        ends=ends,
        place=sheet.get("place", ""),
        is_public=sheet.get("is_public", True),
        evidence=_facts(sheet),
    )


def _attendance(sheet: Described, seats: Mapping[str, Seat]) -> dict[int, AttendanceInput]:
    attendance_inputs = {
        seats[key].pk: AttendanceInput(attendance=attendance)
        for attendance in (Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT)
        for key in sheet.get(attendance.value, ())
    }
    for key, other in sheet.get("represented", {}).items():
        attendance_inputs[seats[key].pk] = AttendanceInput(attendance=Attendance.REPRESENTED, represented_by=other)
    return attendance_inputs


def _decide(body: Body, meeting: Meeting, sheet: Described, seats: Mapping[str, Seat]) -> None:
    voices = dict(zip(("in_favour", "against", "abstained", "not_taking_part"), sheet.get("vote", ()), strict=False))
    link, link_key = _link(sheet)
    refs = [ref.partition(":") for ref in sheet.get("evidence", ())]
    draft = DecisionDraft(
        title=sheet["title"],
        decided_on=sheet["on"],
        text=sheet["text"],
        mode=DecisionMode.VOTE if voices else DecisionMode.CONSENSUS,
        vote=Vote(**voices) if voices else None,
        owner=seats[sheet["owner"]].pk if "owner" in sheet else None,
        due_on=sheet.get("due"),
        review_on=sheet.get("review"),
        reservations=tuple(
            Reservation(seat=seats[key].pk, text=text) for key, text in sheet.get("reservations", {}).items()
        ),
        link=link,
        link_key=link_key,
        evidence=[EvidenceRef(kind=kind, key=key) for kind, _mark, key in refs],
        is_public=sheet.get("is_public", True),
    )
    decision = record_decision(by=None, body=body, meeting=meeting, draft=draft, today=sheet["on"])
    if "withdrawn" in sheet:
        withdrawal = sheet["withdrawn"]
        take(DECISION, "withdraw_decision", decision, by=None, at=withdrawal["on"], reason=withdrawal["why"])


def _link(sheet: Described) -> tuple[LinkKind, str]:
    if sheet.get("at_once"):
        return LinkKind.AT_ONCE, ""
    if "indicator" in sheet:
        return LinkKind.INDICATOR, sheet["indicator"]
    if "action" in sheet:
        action = sheet["action"]
        sheets = ActionSheet.objects.filter(plan__slug=action["plan"], title=action["title"]).order_by("rank")
        return LinkKind.ACTION, sheets[0].slug
    return LinkKind.NONE, ""


def _give_task(meeting: Meeting, sheet: Described, seats: Mapping[str, Seat]) -> None:
    owner = seats[sheet["owner"]]
    task = assign_task(
        by=None, owner=owner, what=sheet["what"], due_on=sheet["due"], given_on=sheet["given"], meeting=meeting
    )
    if "done" in sheet:
        take(TASK, "finish_task", task, by=None, at=sheet["done"])


def _write_minutes(meeting: Meeting, sheet: Described) -> None:
    """Begin the minutes of a meeting and lead them to the phase that is told."""
    if "minutes" not in sheet:
        return
    title = f"Compte rendu : {meeting.title_fr}, {slot_words(meeting)}"
    network, text = meeting.body.network, _minutes_text(meeting, sheet)
    minutes = start_minutes(by=None, meeting=meeting_ref(meeting), network=network, title=title, text=text)
    lead_minutes(minutes, MinutesPhase(sheet["minutes"]), opened=meeting.day + timedelta(days=_DAYS_TO_OPEN))


def _minutes_text(meeting: Meeting, sheet: Described) -> str:
    decided = first_text(meeting).partition("## Décisions")
    return "\n".join((sheet["told"], *decided[1:])) if "told" in sheet else first_text(meeting)
