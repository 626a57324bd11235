"""`autan data quality`: the doubts of the quality rules, and what was decided on each."""

from collections import Counter
from collections.abc import Collection, Sequence

import typer

from autan.cli.listing import AsJson, attributes_of, show_rows
from autan.data_quality.core.decisions import DoubtState, JudgedDoubt
from autan.data_quality.core.doubts import Doubt
from autan.data_quality.importers.quality_rules import quality_rules
from autan.data_quality.queries.doubts import doubts_of_territories, find_doubts
from autan.observatory.queries.judged_doubts import judge_doubts
from autan.territories.queries.networks import get_network, network_members

type Listing = tuple[Sequence[str], Sequence[Sequence[str]]]


def quality(
    network: str = typer.Option("", help="Seulement les membres de ce réseau."),
    rule: str = typer.Option("", help="Les doutes d’une règle, un par ligne."),
    state: str = typer.Option("", help="Les doutes dans cet état : open, explained, accepted, corrected, earlier."),
    as_json: bool = AsJson,
) -> None:
    """Compter les doutes par règle de qualité, ou lister ceux d’une règle ; rien n’est caché ni corrigé."""
    _check_word("règle", rule, quality_rules())
    _check_word("état", state, [known.value for known in DoubtState])
    doubts = [doubt for doubt in _doubts_of(network) if rule in {"", doubt.rule}]
    judged = [item for item in judge_doubts(doubts) if state in {"", item.state.value}]
    headings, rows = _listed(judged) if rule or state else _counted(judged)
    show_rows(headings, rows, as_objects=map(_row, judged), as_json=as_json)
    if not as_json:
        more = "" if rule or state else " ; --rule CODE les liste, --json donne tout"
        typer.echo(f"{len(judged)} doutes{more}", err=True)


def _check_word(what: str, word: str, known: Collection[str]) -> None:
    if word and word not in known:
        message = f"{what} « {word} » inconnu ; connus : {', '.join(known)}"
        raise typer.BadParameter(message)


def _counted(judged: Sequence[JudgedDoubt]) -> Listing:
    """One line a rule that doubts something, the most frequent first, with how many have a decision."""
    decided = Counter(item.doubt.rule for item in judged if item.state is not DoubtState.OPEN)
    counts = Counter(item.doubt.rule for item in judged).most_common()
    rows = [(code, quality_rules()[code].title.fr, str(count), str(decided[code])) for code, count in counts]
    return ("Code", "Règle", "Doutes", "Décidés"), rows


def _listed(judged: Sequence[JudgedDoubt]) -> Listing:
    """One line a doubt."""
    headings = ("Source", "Lieu", "Mesure", "Trouvé", "Attendu", "", "Décision")
    return headings, [
        (
            *(item.doubt.source, item.doubt.place, item.doubt.measure),
            *(item.doubt.value.fr, item.doubt.expected.fr, quality_rules()[item.doubt.rule].severity.label.fr),
            _say_state(item),
        )
        for item in judged
    ]


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
        **attributes_of(doubt, "source place measure"),
        "value": doubt.value.fr,
        "expected": doubt.expected.fr,
        "explanation": rule.reason.fr,
        "state": item.state.value,
        "decisions": [
            {**attributes_of(decision, "kind reason by at"), "about": decision.found.fr} for decision in item.decisions
        ],
    }
