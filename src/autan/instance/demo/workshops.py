"""Loads the workshops that the document of 2014 tells, and those of the invented network with their notes.

Everything goes through the actions of the rooms; a workshop that is there already is left as people keep it.
"""

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone

from autan.cooperation.minutes.actions.minutes import decide_amendment, propose_amendment
from autan.cooperation.minutes.actions.workflow import MINUTES
from autan.cooperation.minutes.core import AMENDMENT_DAYS, AmendmentInput, MinutesPhase
from autan.cooperation.minutes.models import Minutes
from autan.cooperation.workshops.actions.notes import group_notes, keep_note
from autan.cooperation.workshops.actions.workflow import NOTE, NOTES, WORKSHOP
from autan.cooperation.workshops.actions.workshops import draft_minutes, start_workshop
from autan.cooperation.workshops.core.formats import (
    AttendeeKind,
    Moment,
    TransferDirection,
    WorkshopFormat,
    WorkshopStatus,
)
from autan.cooperation.workshops.core.notes import NoteInput, NoteKind
from autan.cooperation.workshops.core.workshops import (
    AttendanceCount,
    PlanTarget,
    StatementKind,
    WorkshopHeading,
    WorkshopStatement,
)
from autan.cooperation.workshops.models import Workshop
from autan.cooperation.workshops.queries import kept_notes, target_choices
from autan.evidence.figures.core.addresses import SourceKey
from autan.evidence.figures.core.sources import EvidenceRef, fact_refs
from autan.evidence.figures.models import Fact
from autan.ground.descriptions.core.documents import from_json
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.ground.wordings import Text
from autan.people.workflows.actions import take
from autan.plans.projects.actions.projects import keep_project
from autan.plans.projects.core.projects import ProjectHeading
from autan.plans.projects.models import Project
from autan.territories.networks.models import Network

_CONTENT = Path(__file__).parent / "content"
_DOCUMENT = "synthese-2014"
_AMENDMENT = AmendmentInput(
    passage="", replacement="Les participants remercient leurs hôtes.", reason="Nous l’avions dit en partant"
)


@transaction.atomic
def load_workshops(*, content: Path = _CONTENT) -> int:
    """Take in the workshops that are not there yet, real and invented; return how many there were."""
    return _load_documented(content / "workshops" / "dialogue-toulouse.yaml") + _load_invented(content / "invented")


def _load_documented(path: Path) -> int:
    described = read_yaml_file(path)
    network = Network.objects.get(slug=described["network"])
    workshops = _missing_workshops(described["workshops"])
    for entry in workshops:
        heading = from_json(
            WorkshopHeading,
            {**entry, "format": WorkshopFormat.SITE_TARGET, "statements": (), "is_open_to_all": True},
            slug=entry["slug"],
            host=entry["host"],
            copilots=tuple(siren for siren in described["copilots"] if siren != entry["host"]),
            year=entry.get("year"),
            sites=(entry["site"],) if "site" in entry else (),
            statements=tuple(map(_statement, entry["statements"])),
            evidence=fact_refs(entry["facts"]),
        )
        workshop = _start(network, heading)
        if "attendance" in entry:
            stated = entry["attendance"]
            evidence = fact_refs([stated["fact"]])
            count = AttendanceCount(kind=AttendeeKind.NOT_STATED, count=stated["count"], evidence=evidence)
            take(WORKSHOP, "record_attendance", workshop, by=None, at=timezone.now(), counts=[count])
    return len(workshops)


def _statement(fields: Mapping[str, Any]) -> WorkshopStatement:
    """Words of the document with their lines, or the statement of a fact of the register."""
    moment = Moment(fields["moment"])
    if "quote" in fields:
        source = EvidenceRef(kind="source", key=str(SourceKey(slug=_DOCUMENT, locator=fields["lines"])))
        evidence, quote = (source, *fact_refs(fields.get("facts", ()))), fields["quote"]
        return WorkshopStatement(moment=moment, kind=StatementKind.QUOTATION, fr=quote, en=quote, evidence=evidence)
    fact, evidence = Fact.objects.get(pk=fields["fact"]), fact_refs([fields["fact"]])
    fr, en = fact.statement_fr, fact.statement_en
    return WorkshopStatement(moment=moment, kind=StatementKind.PARAPHRASE, fr=fr, en=en, evidence=evidence)


def _load_invented(folder: Path) -> int:
    described = read_yaml_file(folder / "workshops.yaml")
    network = Network.objects.get(slug=described["network"])
    for site in described["sites"]:
        if not Project.objects.filter(slug=site["slug"]).exists():
            keep_project(by=None, network=network, heading=_site(site))
    with (folder / "workshop-notes.csv").open(encoding="utf-8", newline="") as file:
        notes = list(csv.DictReader(file))
    workshops = _missing_workshops(described["workshops"])
    targets = [target for _key, target in target_choices(network, None)] if workshops else []
    for entry in workshops:
        workshop = _start(network, _invented_heading(entry, targets))
        if workshop.status == WorkshopStatus.HELD:
            _play_workshop(workshop, entry, [note for note in notes if note["workshop"] == entry["slug"]])
    return len(workshops)


def _site(fields: Mapping[str, Any]) -> ProjectHeading:
    return ProjectHeading(
        slug=fields["slug"],
        name=Text(**fields["name"]),
        ambition=Text(**fields["ambition"]),
        commune="",
        sirens=(fields["siren"],),
        lines=(),
        states=(),
        evidence=(),
    )


def _invented_heading(fields: Mapping[str, Any], targets: Sequence[PlanTarget]) -> WorkshopHeading:
    plan, kind, rank = fields.get("target", ("", "", 0))
    own = [target for target in targets if (target.plan, target.kind.value) == (plan, kind)]
    return from_json(
        WorkshopHeading,
        {**fields, "is_open_to_all": True},
        slug=fields["slug"],
        host=fields["host"],
        copilots=tuple(fields["copilots"]),
        sites=(fields["site"],),
        target=own[rank] if own else None,
    )


def _play_workshop(workshop: Workshop, fields: Mapping[str, Any], notes: Sequence[Mapping[str, str]]) -> None:
    """Play a workshop: notes, groups and stars, closing, attendance, and the minutes as far as their phase."""
    began = datetime.combine(fields["day"], time(9), tzinfo=UTC)
    take(NOTES, "open_notes", workshop, by=None, at=began)
    for rank, note in enumerate(notes):
        keep_note(workshop=workshop, note_input=_note(workshop, rank, note, began))
    _sort_notes(workshop, notes)
    take(NOTES, "close_notes", workshop, by=None, at=began + timedelta(hours=7))
    counts = [AttendanceCount(kind=AttendeeKind(kind), count=count) for kind, count in fields["attendance"].items()]
    take(WORKSHOP, "record_attendance", workshop, by=None, at=began, counts=counts)
    opened = fields["day"] + timedelta(days=5)
    minutes = draft_minutes(by=None, workshop=workshop)
    lead_minutes(minutes, MinutesPhase(fields["phase"]), opened=opened, amendment=_AMENDMENT)


def _note(workshop: Workshop, rank: int, fields: Mapping[str, str], began: datetime) -> NoteInput:
    return NoteInput(
        identifier=str(uuid5(NAMESPACE_URL, f"{workshop.slug}/{rank}")),
        moment=Moment(fields["moment"]),
        kind=NoteKind(fields["kind"]),
        text=fields["text"],
        author=fields["author"],
        written_at=began + timedelta(minutes=90 + 9 * rank),
        direction=TransferDirection(fields["direction"]) if fields["direction"] else None,
    )


def _sort_notes(workshop: Workshop, fields: Sequence[Mapping[str, str]]) -> None:
    pairs = list(zip(kept_notes(workshop), fields, strict=True))
    for moment, title in dict.fromkeys((line["moment"], line["group"]) for line in fields if line["group"]):
        own = [note for note, line in pairs if (line["moment"], line["group"]) == (moment, title)]
        group_notes(by=None, workshop=workshop, notes=own, title=title)
    # read again, since grouping wrote to them
    for note in kept_notes(workshop):
        if next(line["starred"] for other, line in pairs if other.pk == note.pk):
            take(NOTE, "mark_note_essential", note, by=None, at=note.written_at, is_starred=True)


def lead_minutes(
    minutes: Minutes, phase: MinutesPhase, *, opened: date, amendment: AmendmentInput | None = None
) -> None:
    """Take minutes to a phase; an amendment that is asked for is accepted before they are settled."""
    passed = list(MinutesPhase)[1 : list(MinutesPhase).index(phase) + 1]
    # the day after the last one for amendments
    settled = opened + timedelta(days=AMENDMENT_DAYS + 1)
    if MinutesPhase.AMENDED in passed:
        take(MINUTES, "open_amendments", minutes, by=None, at=opened)
        proposal = (
            propose_amendment(by=None, minutes=minutes, amendment_input=amendment, today=opened) if amendment else None
        )
        if proposal and MinutesPhase.SETTLED in passed:
            decide_amendment(by=None, amendment=proposal, is_accepted=True, answer="")
    if MinutesPhase.SETTLED in passed:
        take(MINUTES, "settle_minutes", minutes, by=None, at=settled)
    if MinutesPhase.PUBLISHED in passed:
        take(MINUTES, "publish_minutes", minutes, by=None, at=settled)


def _start(network: Network, heading: WorkshopHeading) -> Workshop:
    return start_workshop(by=None, network=network, heading=heading, today=timezone.localdate())


def _missing_workshops(described: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    slugs = set(Workshop.objects.values_list("slug", flat=True))
    return [entry for entry in described if entry["slug"] not in slugs]
