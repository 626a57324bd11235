"""`autan data quality`: the doubts of the quality rules, and what was decided on each."""

import json
from collections import Counter
from collections.abc import Collection, Sequence

import typer
from rich.table import Table

from autan.cli.listing import make_console
from autan.data_quality.core.decisions import DoubtState, JudgedDoubt
from autan.data_quality.core.doubts import Doubt
from autan.data_quality.importers.quality_rules import quality_rules
from autan.data_quality.queries.doubts import doubts_of_territories, find_doubts
from autan.observatory.queries.judged_doubts import judge_doubts
from autan.territories.queries.networks import get_network, network_members

_console = make_console()


def quality(
    network: str = typer.Option("", help="Seulement les membres de ce réseau."),
    rule: str = typer.Option("", help="Les doutes d’une règle, un par ligne."),
    state: str = typer.Option("", help="Les doutes dans cet état : open, explained, accepted, corrected, earlier."),
    as_json: bool = typer.Option(False, "--json", help="Écrire du JSON."),
) -> None:
    """Compter les doutes par règle de qualité, ou lister ceux d’une règle ; rien n’est caché ni corrigé."""
    _check_word("règle", rule, quality_rules())
    _check_word("état", state, [known.value for known in DoubtState])
    doubts = [doubt for doubt in _doubts_of(network) if rule in {"", doubt.rule}]
    judged = [item for item in judge_doubts(doubts) if state in {"", item.state.value}]
    if as_json:
        typer.echo(json.dumps([_row(item) for item in judged], ensure_ascii=False, indent=2))
        return
    _console.print(_listed(judged) if rule or state else _counted(judged))
    _console.print(f"{len(judged)} doutes" + ("" if rule or state else " ; --rule CODE les liste, --json donne tout"))


def _check_word(what: str, word: str, known: Collection[str]) -> None:
    if word and word not in known:
        message = f"{what} {word!r} inconnu ; connus : {', '.join(known)}"
        raise typer.BadParameter(message)


def _counted(judged: Sequence[JudgedDoubt]) -> Table:
    """One line a rule that doubts something, the most frequent first, with how many have a decision."""
    table = Table("Code", "Règle", "Doutes", "Décidés")
    decided = Counter(item.doubt.rule for item in judged if item.state is not DoubtState.OPEN)
    for code, count in Counter(item.doubt.rule for item in judged).most_common():
        table.add_row(code, quality_rules()[code].title.fr, str(count), str(decided[code]))
    return table


def _listed(judged: Sequence[JudgedDoubt]) -> Table:
    """One line a doubt."""
    table = Table("Source", "Lieu", "Mesure", "Trouvé", "Attendu", "", "Décision")
    for item in judged:
        doubt = item.doubt
        place, severity = (doubt.source, doubt.place, doubt.measure), quality_rules()[doubt.rule].severity
        table.add_row(*place, doubt.value.fr, doubt.expected.fr, severity.label.fr, _say_state(item))
    return table


def _say_state(item: JudgedDoubt) -> str:
    latest = item.latest
    return item.state.label.fr if latest is None else f"{item.state.label.fr} ({latest.by} : {latest.reason})"


def _doubts_of(network: str) -> tuple[Doubt, ...]:
    if not network:
        return find_doubts()
    get_network(network)
    return doubts_of_territories(member.siren for member in network_members(network))


def _row(item: JudgedDoubt) -> dict[str, object]:
    doubt, rule = item.doubt, quality_rules()[item.doubt.rule]
    return {
        "key": doubt.key,
        "rule": doubt.rule,
        "severity": rule.severity.value,
        "source": doubt.source,
        "place": doubt.place,
        "measure": doubt.measure,
        "value": doubt.value.fr,
        "expected": doubt.expected.fr,
        "explanation": rule.reason.fr,
        "state": item.state.value,
        "decisions": [
            {
                "kind": decision.kind.value,
                "reason": decision.reason,
                "by": decision.by,
                "at": decision.at.isoformat(),
                "about": decision.found.fr,
            }
            for decision in item.decisions
        ],
    }
