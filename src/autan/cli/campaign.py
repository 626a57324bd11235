"""`autan campaign`: where a campaign stands, members by sections."""

from typing import Any

import typer
from rich.console import Console

from autan.cli.campaign_proposing import propose
from autan.cli.campaign_running import close, invite_members, open_, remind
from autan.cli.campaign_tracking import show_tracking, track, tracking_as_object
from autan.cli.figure_listing import listing_table, print_json
from autan.surveys.core.documented.coverage import CoverageGrid
from autan.surveys.queries.campaigns import CampaignView, coverage_of, list_campaigns, view_campaign

app = typer.Typer(help="Une campagne d’enquête : où elle en est.", no_args_is_help=True)
_console = Console(highlight=False)


@app.callback()
def campaign() -> None:
    """Une campagne d’enquête : où elle en est."""


app.command("open")(open_)
app.command("invite")(invite_members)
app.command()(propose)
app.command()(remind)
app.command()(close)


@app.command()
def status(
    slug: str = typer.Argument("", help="Campagne ; toutes si rien n’est donné."),
    as_json: bool = typer.Option(False, "--json", help="L’avancement, en JSON."),
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
    _console.print(listing_table(headings, rows, numbers=range(1, len(headings))))
    for section in grid.sections:
        _console.print(f"  {section.code} : {section.title.fr}", markup=False)
    _console.print()
