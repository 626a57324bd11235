"""`autan group`: the meetings of a working group, their agenda, its decisions and what became of them."""

from typing import Any

import typer
from django.conf import settings
from django.utils import timezone

from autan.cooperation.working_group.actions.daily import send_due_reminders
from autan.cooperation.working_group.core.bodies import list_candidates
from autan.cooperation.working_group.core.progress import DecisionFilter
from autan.cooperation.working_group.models import Meeting
from autan.cooperation.working_group.presenters.decisions import decision_rows
from autan.cooperation.working_group.presenters.meetings import slot_words
from autan.cooperation.working_group.queries.bodies import coming_meetings, find_meeting, meetings_of
from autan.cooperation.working_group.queries.decisions import followed_decisions
from autan.cooperation.working_group.queries.figures import agenda_of, open_candidates
from autan.cooperation.working_group.renderers import decision_object
from autan.evidence.figures.queries.registry import OPERATOR
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, print_done, show_rows
from autan.territories.networks.queries.networks import get_network

app = typer.Typer(
    help="Le groupe de travail : ses réunions, leur ordre du jour, ses décisions et ce qu’elles sont devenues.",
    no_args_is_help=True,
)
_NETWORK = typer.Argument(help="Nom court du réseau.")


@app.command()
def decisions(
    network: str = _NETWORK,
    year: int = typer.Option(0, "--year", help="Année ; sans elle, toutes."),
    as_json: bool = AsJson,
) -> None:
    """Lister les décisions d’un réseau, avec ce que chacune est devenue."""
    today = timezone.localdate()
    decision_filter = DecisionFilter(year=year or None)
    followed = followed_decisions(get_network(network), decision_filter, reader=OPERATOR, today=today)
    objects = [
        {
            **decision_object(entry.decision),
            "body": entry.decision.body.slug,
            "is_public": entry.decision.is_public,
            "progress": entry.progress.state.value,
            "progress_words": entry.progress.words.fr,
        }
        for entry in followed
    ]
    rows = [
        (
            row["decision"].number,
            row["decision"].decided_on.isoformat(),
            row["decision"].body.name_fr,
            row["decision"].title,
            row["state"],
            row["owner"] or "personne",
            row["decision"].due_on.isoformat() if row["decision"].due_on else "aucune",
        )
        for row in decision_rows(followed, today=today, reader=None)
    ]
    headings = ("Numéro", "Date", "Instance", "Décision", "Devenue", "Responsable", "Échéance")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucune décision.")


@app.command()
def agenda(
    network: str = _NETWORK,
    meeting: str = typer.Option("", "--meeting", help="Identifiant d’une réunion ; sans lui, la prochaine."),
    as_json: bool = AsJson,
) -> None:
    """Montrer l’ordre du jour d’une réunion, puis ce qui est ouvert et n’y est pas encore."""
    record = get_network(network)
    chosen = find_meeting(meeting, reader=OPERATOR) if meeting else _next_meeting(network)
    on = chosen.day if chosen else timezone.localdate()
    points = agenda_of(chosen) if chosen else []
    matters = list_candidates(open_candidates(record, on=on), points)
    objects: list[dict[str, Any]] = [
        *({"on_agenda": True, "kind": point.kind.value, "key": point.key, "title": point.title} for point in points),
        *(
            {
                "on_agenda": False,
                "kind": matter.kind.value,
                "key": matter.key,
                "title": matter.title,
                "due_on": matter.due_on.isoformat() if matter.due_on else None,
            }
            for matter in matters
        ),
    ]
    rows = [
        *((f"{rank}.", point.kind.label.fr, point.title) for rank, point in enumerate(points, start=1)),
        *(("à proposer", matter.kind.label.fr, matter.title) for matter in matters),
    ]
    if not as_json:
        typer.echo(f"{chosen.title_fr}, {slot_words(chosen)}" if chosen else "Aucune réunion à venir n’est connue.")
    show_rows(("Place", "Nature", "Point"), rows, as_objects=objects, as_json=as_json, empty="Rien d’ouvert.")


@app.command()
def remind(as_json: bool = AsJson) -> None:
    """Envoyer les rappels du jour, de tous les réseaux ; le site le fait de lui-même chaque jour."""
    count = send_due_reminders(site=settings.AUTAN_SITE, on=timezone.localdate())
    print_done(_("Rappels mis en file : {count}.").format(count=count), {"reminders": count}, as_json=as_json)


def _next_meeting(network: str) -> Meeting | None:
    meetings = meetings_of(get_network(network), reader=OPERATOR)
    return next(iter(coming_meetings(meetings, timezone.localdate())), None)
