"""`autan campaign`: where a campaign stands, by member and section: what is settled, what is missing, until when."""

from collections.abc import Sequence
from typing import Any

import typer
from django.utils import timezone

from autan.instance.cli.campaign_proposing import propose
from autan.instance.cli.campaign_running import archive, close, invite_members, open_, remind
from autan.instance.cli.listing import AsJson, attributes_of, make_console, print_json, show_rows
from autan.survey.campaigns.core.documented.coverage import CoverageGrid
from autan.survey.campaigns.queries.campaigns import (
    CampaignView,
    coverage_of,
    every_campaign,
    list_campaigns,
    view_campaign,
)
from autan.survey.campaigns.queries.tracking import TrackedMember, track_campaign

app = typer.Typer(help="Une campagne d’enquête : où elle en est.", no_args_is_help=True)
_console = make_console()


app.command("open")(open_)
app.command("invite")(invite_members)
app.command()(propose)
app.command()(remind)
app.command()(close)
app.command()(archive)


@app.command("list")
def list_all(as_json: bool = AsJson) -> None:
    """Lister les campagnes : leur réseau, leurs dates, qui en lit les résultats."""
    campaigns = every_campaign()
    objects = [
        {
            "campaign": record.slug,
            "title": {"fr": record.title_fr, "en": record.title_en},
            "network": record.network_id,
            **attributes_of(
                record, "opened_on closed_on archived_at is_documented has_public_results shares_unvalidated"
            ),
        }
        for record in campaigns
    ]
    rows = [
        (
            record.slug,
            record.title_fr,
            str(record.network_id),
            "documentée" if record.is_documented else f"{record.opened_on or ''} – {record.closed_on or ''}",
            "archivée" if record.archived_at else "à tous" if record.has_public_results else "au réseau",
        )
        for record in campaigns
    ]
    headings = ("Identifiant", "Titre", "Réseau", "Dates", "Résultats")
    show_rows(headings, rows, as_objects=objects, as_json=as_json, empty="Aucune campagne.")


@app.command()
def status(
    slug: str = typer.Argument("", help="Campagne ; toutes si rien n’est donné."),
    as_json: bool = AsJson,
) -> None:
    """Montrer où en est une campagne : par collectivité et par rubrique, et ce qui manque."""
    slugs = [slug] if slug else [record.slug for record in list_campaigns()]
    views = [(view, coverage_of(view)) for view in map(view_campaign, slugs)]
    if as_json:
        print_json([_as_object(view, grid) for view, grid in views])
        return
    if not views:
        _console.print("Aucune campagne.")
    for view, grid in views:
        if view.record.is_documented:
            _show(view, grid)
        else:
            show_tracking(view, track(view))


def _as_object(view: CampaignView, grid: CoverageGrid) -> dict[str, Any]:
    record = view.record
    followed = {} if record.is_documented else tracking_as_object(view, track(view))
    return {
        "campaign": record.slug,
        "title": {"fr": record.title_fr, "en": record.title_en},
        "network": record.network_id,
        "questionnaire": record.questionnaire.slug,
        "version": record.questionnaire.version.isoformat(),
        "period": record.period,
        "is_documented": record.is_documented,
        "answers": grid.whole.known,
        "possible": grid.whole.total,
        "members": [
            {
                "siren": line.member.siren,
                "name": line.member.name,
                "answers": line.whole.known,
                "possible": line.whole.total,
                "sections": {
                    section.code: {"answers": cell.known, "possible": cell.total}
                    for section, cell in zip(grid.sections, line.cells, strict=True)
                },
            }
            for line in grid.lines
        ],
        **followed,
    }


def _show(view: CampaignView, grid: CoverageGrid) -> None:
    _console.print(f"[bold]{view.record.title_fr}[/bold]   {view.record.slug}")
    _console.print(f"{grid.whole.known} réponses documentées sur {grid.whole.total} possibles\n")
    headings = ("Collectivité", *(section.code for section in grid.sections), "Ensemble")
    rows = [
        (line.member.name, *(f"{cell.known}/{cell.total}" for cell in (*line.cells, line.whole))) for line in grid.lines
    ]
    rows.append(("Ensemble", *(f"{cell.known}/{cell.total}" for cell in (*grid.by_section, grid.whole))))
    show_rows(headings, rows, numbers=range(1, len(headings)))
    for section in grid.sections:
        _console.print(f"  {section.code} : {section.title.fr}", markup=False)
    _console.print()


def track(view: CampaignView) -> tuple[TrackedMember, ...]:
    """Return where each member stands today."""
    return track_campaign(view, now=timezone.now(), today=timezone.localdate())


def show_tracking(view: CampaignView, members: Sequence[TrackedMember]) -> None:
    """Print questions settled on questions asked, then what is missing, by member."""
    _console.print(f"[bold]{view.record.title_fr}[/bold]   {view.record.slug}")
    waiting = [member for member in members if not member.is_finished]
    _console.print(
        f"{_print_opening(view)} Il reste des questions à {len(waiting)} des {len(members)} collectivités.\n"
    )
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
        **attributes_of(record, "opened_on closed_on closed_at"),
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
                **attributes_of(member, "last_at last_by"),
                "has_link": bool(member.invitees),
                "comments": member.remarks,
            }
            for member in members
        ],
    }


def _print_opening(view: CampaignView) -> str:
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
