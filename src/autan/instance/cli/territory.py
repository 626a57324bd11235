"""`autan territory`: what is known of one EPCI, and how to find one by its name."""

from collections.abc import Iterable

import typer
from rich.table import Table

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.figures.presenters.trace_record import figure_values
from autan.ground.texts.core.notation import format_number
from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, attributes_of, listing_table, make_console, print_json, show_rows
from autan.opendata.observatory.queries.figures import territory_figures as energy_figures
from autan.territories.networks.presenters.perimeters import describe_change
from autan.territories.networks.queries.bodies import find_body, search_bodies
from autan.territories.networks.queries.figures import territory_figures as register_figures
from autan.territories.perimeters.core.bodies import Epci, EpciKind
from autan.territories.perimeters.lake.register import LATEST, members_of

app = typer.Typer(help="Un territoire : son périmètre et ses chiffres.", no_args_is_help=True)
_console = make_console()


@app.command()
def show(
    siren: str = typer.Argument(help="SIREN de l’EPCI, neuf chiffres."),
    vintage: int = typer.Option(LATEST, help="Millésime du périmètre, depuis 2019 ; le dernier sinon."),
    as_json: bool = AsJson,
) -> None:
    """Montrer un territoire : ses chiffres, ses communes, ce qui a changé depuis 2019."""
    epci = find_body(siren, vintage)
    figures = [*register_figures(siren, vintage), *(energy_figures(siren) if vintage == LATEST else ())]
    if as_json:
        print_json([figure_values(figure) for figure in figures])
        return
    kind = EpciKind(epci.kind).label.fr
    mark = "   TERRITOIRE INVENTÉ, pour essayer" if epci.is_invented else ""
    _console.print(f"[bold]{epci.name}[/bold]   SIREN {siren}   {kind}   périmètre de {vintage}{mark}\n")
    _console.print(_figure_table(figures))
    _console.print("\n[dim]Adresse de chaque chiffre : --json ; sa preuve, sur le site : /preuves/adresse/[/dim]")
    if epci.is_invented:
        _console.print(
            "\nCe territoire n’existe pas : ses nombres sont imaginés, et aucune donnée d’énergie ne le concerne."
        )
        return
    if vintage != LATEST:
        _console.print(f"\nLes chiffres d’énergie se calculent au périmètre de {LATEST} : demandez-les sans --vintage.")
    elif len(figures) == len(register_figures(siren)):
        _console.print(
            "\nCe dossier n’a pas de donnée d’énergie sur ce territoire : voir autan demo et autan data add."
        )
    _console.print(f"\n[bold]Communes[/bold]  {', '.join(members_of(siren, vintage)['commune_name'])}")
    _console.print(f"\n[bold]Périmètre[/bold]  {describe_change(siren, vintage).fr}")


@app.command()
def search(
    text: str = typer.Argument(help="Mots du nom, avec ou sans accents, ou SIREN."),
    as_json: bool = AsJson,
) -> None:
    """Chercher un EPCI par son nom ou celui d’une commune."""
    epcis = [body.epci for body in search_bodies(text)]
    show_rows(
        ("SIREN", "Nom", "Forme", "Communes", "Population"),
        [
            (
                e.siren,
                _("{name} (inventé)").format(name=e.name) if e.is_invented else e.name,
                e.kind,
                str(e.communes),
                _people(e),
            )
            for e in epcis
        ],
        as_objects=[attributes_of(e, "siren name kind vintage communes population is_invented") for e in epcis],
        as_json=as_json,
        numbers={3, 4},
        empty=_("Aucun EPCI de {year} ne porte ce nom : {text}").format(year=LATEST, text=text),
    )


def _people(epci: Epci) -> str:
    return "—" if epci.population is None else format_number(epci.population, decimals=0, language="fr")


def _figure_table(figures: Iterable[Figure]) -> Table:
    """Label, value with unit, period, coverage and state of each figure, in French."""
    views = [present_figure(figure, "fr") for figure in figures]
    rows = [
        (view.label, f"{view.number} {view.unit}".strip(), view.period, view.coverage, view.state) for view in views
    ]
    return listing_table(("Chiffre", "Valeur", "Période", "Couverture", "État"), rows, numbers={1})
