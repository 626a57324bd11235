"""`autan data`: what the lake holds, what is added or refreshed, and the doubts of the quality rules."""

import json
from collections import Counter
from collections.abc import Sequence

import typer
from rich.console import Console
from rich.table import Table

from autan.cli.data_add import add
from autan.cli.data_contours import contours
from autan.cli.data_cube import cube
from autan.cli.data_refresh import refresh
from autan.cli.data_status import status
from autan.observatory.core.quality.doubts import Doubt
from autan.observatory.core.quality.rules import RULES
from autan.observatory.quality_queries import doubts_of_territories, find_doubts
from autan.territories.queries import get_network, network_members

app = typer.Typer(
    help="Les données ouvertes : ce que l’on a, ce que l’on ajoute, ce dont on doute.", no_args_is_help=True
)
app.command()(status)
app.command()(add)
app.command()(contours)
app.command()(refresh)
app.command()(cube)
_console = Console(highlight=False)


@app.command()
def quality(
    network: str = typer.Option("", help="Seulement les membres de ce réseau."),
    rule: str = typer.Option("", help="Les doutes d’une règle, un par ligne."),
    as_json: bool = typer.Option(False, "--json", help="Écrire du JSON."),
) -> None:
    """Compter les doutes par règle de qualité, ou lister ceux d’une règle ; rien n’est caché ni corrigé."""
    if rule and rule not in RULES:
        message = f"aucune règle {rule!r} ; règles connues : {', '.join(RULES)}"
        raise typer.BadParameter(message)
    doubts = tuple(doubt for doubt in _doubts_of(network) if rule in {"", doubt.rule})
    if as_json:
        typer.echo(json.dumps([_doubt_row(doubt) for doubt in doubts], ensure_ascii=False, indent=2))
        return
    _console.print(_listed(doubts) if rule else _counted(doubts))
    _console.print(f"{len(doubts)} doutes" + ("" if rule else " ; --rule CODE les liste, --json donne tout"))


def _counted(doubts: Sequence[Doubt]) -> Table:
    """One line a rule that doubts something, the most frequent first."""
    table = Table("Code", "Règle", "Doutes")
    for code, count in Counter(doubt.rule for doubt in doubts).most_common():
        table.add_row(code, RULES[code].title.fr, str(count))
    return table


def _listed(doubts: Sequence[Doubt]) -> Table:
    """One line a doubt."""
    table = Table(*("Source", "Lieu", "Mesure", "Trouvé", "Attendu", ""))
    for doubt in doubts:
        place = (doubt.source, doubt.place, doubt.measure)
        table.add_row(*place, doubt.value.fr, doubt.expected.fr, doubt.severity.label.fr)
    return table


def _doubts_of(network: str) -> tuple[Doubt, ...]:
    if not network:
        return find_doubts()
    get_network(network)
    return doubts_of_territories(member.siren for member in network_members(network))


def _doubt_row(doubt: Doubt) -> dict[str, str]:
    return {
        "rule": doubt.rule,
        "severity": doubt.severity.value,
        "source": doubt.source,
        "place": doubt.place,
        "measure": doubt.measure,
        "value": doubt.value.fr,
        "expected": doubt.expected.fr,
        "explanation": doubt.explanation.fr,
    }
