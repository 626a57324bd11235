"""Where a collected campaign stands, for the terminal: what is settled, what is missing by name, until when."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from autan.cli.listing import make_console, show_rows
from autan.surveys.queries.campaigns import CampaignView
from autan.surveys.queries.tracking import TrackedMember, track_campaign

_console = make_console()


def track(view: CampaignView) -> tuple[TrackedMember, ...]:
    """Return where each member stands today."""
    return track_campaign(view, now=timezone.now(), today=timezone.localdate())


def show_tracking(view: CampaignView, members: Sequence[TrackedMember]) -> None:
    """Print questions settled on questions asked, then what is missing, by member."""
    _console.print(f"[bold]{view.record.title_fr}[/bold]   {view.record.slug}")
    waiting = [member for member in members if member.progress.remaining]
    _console.print(f"{_say_opening(view)} Il reste des questions à {len(waiting)} des {len(members)} collectivités.\n")
    headings = ("Collectivité", *(section.code for section in view.questionnaire.sections), "Ensemble")
    rows = [_as_row(member) for member in members]
    show_rows(headings, rows, numbers=range(1, len(headings)))
    _console.print("Questions réglées sur questions posées ; ✓ : validé.\n")
    for member in waiting:
        codes = ", ".join(question.code for question in member.progress.remaining)
        missing = codes if member.progress.settled else "tout"
        _console.print(f"  {member.name}, manque : {missing}", markup=False, soft_wrap=True)
    for section in view.questionnaire.sections:
        _console.print(f"  {section.code} : {section.title.fr}", markup=False)
    _console.print()


def tracking_as_object(view: CampaignView, members: Sequence[TrackedMember]) -> dict[str, Any]:
    """The same, for JSON: to be laid beside the counts of the campaign."""
    record, refusal = view.record, view.record.opening.refusal(timezone.localdate())
    return {
        "opened_on": record.opened_on.isoformat() if record.opened_on else None,
        "closed_on": record.closed_on.isoformat() if record.closed_on else None,
        "closed_at": record.closed_at.isoformat() if record.closed_at else None,
        "is_open": refusal is None,
        "tracking": [
            {
                "siren": member.siren,
                "name": member.name,
                "settled": member.progress.settled,
                "asked": member.progress.asked,
                "missing": {
                    part.section.code: [question.code for question in part.remaining]
                    for part in member.progress.sections
                    if part.remaining
                },
                "validated": sorted(code for code in member.validated if code),
                "is_whole_validated": "" in member.validated,
                "last_at": member.last_at.isoformat() if member.last_at else None,
                "last_by": member.last_by,
                "has_link": bool(member.invitees),
                "comments": member.remarks,
            }
            for member in members
        ],
    }


def _say_opening(view: CampaignView) -> str:
    refusal = view.record.opening.refusal(timezone.localdate())
    if refusal is not None:
        return f"{refusal.fr[0].upper()}{refusal.fr[1:]}."
    last = view.record.closed_on
    return f"Ouverte jusqu’au {last:%d/%m/%Y} inclus." if last else "Ouverte, sans date de fin."


def _as_row(member: TrackedMember) -> tuple[str, ...]:
    cells = [
        f"{part.settled}/{part.asked}{' ✓' if part.section.code in member.validated else ''}"
        for part in member.progress.sections
    ]
    whole = f"{member.progress.settled}/{member.progress.asked}{' ✓' if '' in member.validated else ''}"
    return (member.name, *cells, whole)
