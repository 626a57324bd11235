"""`autan data quality`: the alerts of the quality rules, and what was decided on each."""

from collections import Counter
from collections.abc import Collection, Sequence

import typer

from autan.instance.cli.listing import AsJson, attributes_of, show_rows
from autan.opendata.data_quality.core.alerts import AlertState, QualityAlert, ReviewedAlert
from autan.opendata.data_quality.importers import quality_rules
from autan.opendata.data_quality.queries import alerts_of_territories, find_alerts
from autan.opendata.observatory.queries.reviewed_alerts import review_alerts
from autan.territories.networks.queries.networks import get_network, network_members

type Listing = tuple[Sequence[str], Sequence[Sequence[str]]]


def quality(
    network: str = typer.Option("", help="Seulement les membres de ce réseau."),
    rule: str = typer.Option("", help="Les alertes d’une règle, une par ligne."),
    state: str = typer.Option("", help="Les alertes dans cet état : open, explained, accepted, corrected, earlier."),
    as_json: bool = AsJson,
) -> None:
    """Compter les alertes par règle de qualité, ou lister une règle ; rien n’est caché ni corrigé."""
    _check_word("règle", rule, quality_rules())
    _check_word("état", state, [known.value for known in AlertState])
    alerts = [alert for alert in _alerts_of(network) if rule in {"", alert.rule}]
    reviewed = [item for item in review_alerts(alerts) if state in {"", item.state.value}]
    headings, rows = _listed(reviewed) if rule or state else _counted(reviewed)
    show_rows(headings, rows, as_objects=map(_row, reviewed), as_json=as_json)
    if not as_json:
        more = "" if rule or state else " ; --rule CODE les liste, --json donne tout"
        typer.echo(f"{len(reviewed)} alerte{'s' if len(reviewed) > 1 else ''}{more}", err=True)


def _check_word(what: str, word: str, known: Collection[str]) -> None:
    if word and word not in known:
        message = f"{what} « {word} » inconnu ; connus : {', '.join(known)}"
        raise typer.BadParameter(message)


def _counted(reviewed: Sequence[ReviewedAlert]) -> Listing:
    """One line a rule that flags something, the most frequent first, with how many have a decision."""
    decided = Counter(item.alert.rule for item in reviewed if item.state is not AlertState.OPEN)
    counts = Counter(item.alert.rule for item in reviewed).most_common()
    rows = [(code, quality_rules()[code].title.fr, str(count), str(decided[code])) for code, count in counts]
    return ("Code", "Règle", "Alertes", "Décidées"), rows


def _listed(reviewed: Sequence[ReviewedAlert]) -> Listing:
    """One line an alert."""
    headings = ("Source", "Lieu", "Mesure", "Trouvé", "Attendu", "", "Décision")
    return headings, [
        (
            *(item.alert.source, item.alert.place, item.alert.measure),
            *(item.alert.value.fr, item.alert.expected.fr, quality_rules()[item.alert.rule].severity.label.fr),
            _format_state(item),
        )
        for item in reviewed
    ]


def _format_state(item: ReviewedAlert) -> str:
    latest = item.latest
    return item.state.label.fr if latest is None else f"{item.state.label.fr} ({latest.by} : {latest.reason})"


def _alerts_of(network: str) -> tuple[QualityAlert, ...]:
    if not network:
        return find_alerts()
    get_network(network)
    return alerts_of_territories(member.siren for member in network_members(network))


def _row(item: ReviewedAlert) -> dict[str, object]:
    alert, rule = item.alert, quality_rules()[item.alert.rule]
    return {
        "key": alert.key,
        "rule": alert.rule,
        "severity": rule.severity.value,
        **attributes_of(alert, "source place measure"),
        "value": alert.value.fr,
        "expected": alert.expected.fr,
        "explanation": rule.reason.fr,
        "state": item.state.value,
        "decisions": [
            {**attributes_of(decision, "kind reason by at"), "about": decision.found.fr} for decision in item.decisions
        ],
    }
