"""`autan data status`: what we have, how old it is, which members it covers; `quality`: what is odd in it."""

from collections import Counter
from collections.abc import Sequence

import typer
from django.utils import timezone

from autan.instance.cli.help_language import terminal_words as _
from autan.instance.cli.listing import AsJson, attributes_of, make_console, require_choice, show_rows
from autan.opendata.data_quality.core.alerts import AlertState, QualityAlert, ReviewedAlert
from autan.opendata.data_quality.importers import quality_rules
from autan.opendata.data_quality.queries import alerts_of_territories, find_alerts
from autan.opendata.measures.queries.editions import HeldEdition, held_editions
from autan.opendata.observatory.queries.reviewed_alerts import review_alerts
from autan.opendata.producers.connectors.registry import FETCHED_SOURCES, SOURCES
from autan.opendata.sources.lake.snapshots import verify_snapshot
from autan.opendata.updates.queries.data_start import is_context_series
from autan.territories.networks.core.members import Member
from autan.territories.networks.queries.networks import get_network, network_members

_console = make_console()
DAYS_IN_MONTH = 30
MOST_NAMED = 6


def status(
    network: str = typer.Option("", help="Dire quels membres de ce réseau sont couverts."),
    as_json: bool = AsJson,
    verify: bool = typer.Option(False, "--verify", help="Relire chaque table et comparer son empreinte."),
) -> None:
    """Dire quelles éditions de quelles sources sont importées, de quand elles datent, qui elles couvrent."""
    members = _members(network)
    editions = held_editions()
    if verify:
        for item in editions:
            verify_snapshot(item.snapshot)
    rows = [_row(item, members) for item in editions]
    headings = ("Source", "Données", "Copie du", "Âge", "En usage", *(("Membres",) if members else ("Lignes", "EPCI")))
    show_rows(headings, (_as_cells(row, members) for row in rows), as_objects=rows, as_json=as_json)
    if as_json:
        return
    _print_missing(rows)
    _print_damaged(editions)
    _console.print(f"Sources que l’on sait lire\u00a0: {', '.join(SOURCES)}")
    _console.print(f"Sources qu’un service donne\u00a0: {', '.join(FETCHED_SOURCES)}")
    for item in editions:
        for remark in item.snapshot.card.remarks:
            _console.print(f"{item.snapshot.card.source} : {remark}", markup=False)


def _members(network: str) -> tuple[Member, ...]:
    if not network:
        return ()
    get_network(network)
    return network_members(network)


def _row(item: HeldEdition, members: Sequence[Member]) -> dict[str, object]:
    snapshot, card, covered = item.snapshot, item.snapshot.card, item.covered
    row: dict[str, object] = {
        **attributes_of(card, "source title producer licence data_date"),
        "edition": snapshot.name,
        "rows": snapshot.rows,
        "territories": len(covered),
        "geography_vintage": card.geography_vintage,
        "retrieved_on": card.retrieved_on.isoformat(),
        "age_days": (timezone.localdate() - card.retrieved_on).days,
        "adopted_at": snapshot.adopted_at,
        "is_current": item.is_current,
        "is_damaged": item.is_damaged,
        "checksum": card.checksum,
        "remarks": list(card.remarks),
    }
    row["is_context"] = not item.is_damaged and is_context_series(card)
    if members:
        row["members_covered"] = [member.siren for member in members if member.siren in covered]
        row["members_missing"] = [member.siren for member in members if member.siren not in covered]
        row["missing_names"] = [member.short_name for member in members if member.siren not in covered]
    return row


def _as_cells(row: dict[str, object], members: Sequence[Member]) -> tuple[str, ...]:
    """One line an edition; narrow enough for a terminal of eighty columns."""
    state = "abîmée" if row["is_damaged"] else "oui" if row["is_current"] else "non"
    counts = [f"{_size(row['members_covered'])} sur {len(members)}"] if members else [row["rows"], row["territories"]]
    cells = (row["source"], row["data_date"], row["retrieved_on"], _format_age(row["age_days"]), state, *counts)
    return tuple(map(str, cells))


def _print_missing(rows: Sequence[dict[str, object]]) -> None:
    for row in rows:
        if row.get("missing_names") and row["is_current"] and not row["is_context"]:
            names = _format_names(row["missing_names"])
            _console.print(f"{row['source']} {row['data_date']} : sans donnée pour {names}", markup=False)


def _size(things: object) -> int:
    return len(things) if isinstance(things, list) else 0


def _format_names(names: object) -> str:
    if not isinstance(names, list):
        return ""
    more = f" et {len(names) - MOST_NAMED} autres" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _format_age(days: object) -> str:
    """Days, or months beyond two.

    >>> _format_age(1), _format_age(12), _format_age(200)
    ('1 jour', '12 jours', '6 mois')
    """
    number = days if isinstance(days, int) else 0
    if number > 2 * DAYS_IN_MONTH:
        return f"{number // DAYS_IN_MONTH} mois"
    return f"{number} jour{'s' if number > 1 else ''}"


def _print_damaged(editions: Sequence[HeldEdition]) -> None:
    for snapshot in (item.snapshot for item in editions if item.is_damaged):
        _console.print(
            f"[red]Attention :[/red] {snapshot.card.source}, l’édition {snapshot.name} est endommagée ; "
            "la dernière bonne édition reste en usage. Reprenez-la avec autan data refresh ou autan data add."
        )


type Listing = tuple[Sequence[str], Sequence[Sequence[str]]]


def quality(
    network: str = typer.Option("", help="Seulement les membres de ce réseau."),
    rule: str = typer.Option("", help="Les alertes d’une règle, une par ligne."),
    state: str = typer.Option("", help="Les alertes dans cet état : open, explained, accepted, corrected, earlier."),
    as_json: bool = AsJson,
) -> None:
    """Compter les alertes par règle de qualité, ou lister une règle ; rien n’est caché ni corrigé."""
    require_choice(rule, quality_rules(), option="--rule")
    require_choice(state, AlertState, option="--state")
    alerts = [alert for alert in _alerts_of(network) if rule in {"", alert.rule}]
    reviewed = [item for item in review_alerts(alerts) if state in {"", item.state.value}]
    headings, rows = _alert_lines(reviewed) if rule or state else _count_by_rule(reviewed)
    show_rows(headings, rows, as_objects=map(_issue_row, reviewed), as_json=as_json)
    if not as_json:
        words = (
            _("Alertes : {count}")
            if rule or state
            else _("Alertes : {count} ; --rule CODE les liste, --json donne tout")
        )
        typer.echo(words.format(count=len(reviewed)), err=True)


def _count_by_rule(reviewed: Sequence[ReviewedAlert]) -> Listing:
    """One line a rule that flags something, the most frequent first, with how many have a decision."""
    decided = Counter(item.alert.rule for item in reviewed if item.state is not AlertState.OPEN)
    counts = Counter(item.alert.rule for item in reviewed).most_common()
    rows = [(code, quality_rules()[code].title.fr, str(count), str(decided[code])) for code, count in counts]
    return ("Code", "Règle", "Alertes", "Décidées"), rows


def _alert_lines(reviewed: Sequence[ReviewedAlert]) -> Listing:
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


def _issue_row(item: ReviewedAlert) -> dict[str, object]:
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
