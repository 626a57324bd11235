"""The only writers of indicators: follow one, say how, set its targets, stop following it, leave it to nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from autan.evidence.figures.queries.registry import quotations_of
from autan.ground.descriptions.core.documents import as_json, fill_columns, from_columns
from autan.ground.descriptions.core.fields import choice, flag, long_text, number, text
from autan.ground.errors import ConflictError, DomainError
from autan.ground.extension_points import DataSubject
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.people.individuals.actions import individual_named
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import list_changes, refs_to
from autan.plans.indicators.core.addresses import SOURCE
from autan.plans.indicators.core.definitions import (
    Direction,
    IndicatorDefinition,
    Nature,
    ResultKind,
    check_definitions,
    find_definition,
)
from autan.plans.indicators.core.findings import FollowedIndicator
from autan.plans.indicators.core.health import find_lasting
from autan.plans.indicators.core.values import Reliability, TargetPoint, YearValue
from autan.plans.indicators.importers import OWN, catalogue, own_definition
from autan.plans.indicators.models import Indicator
from autan.plans.indicators.queries.indicators import definition_of
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Territory
from autan.territories.networks.queries.networks import journal_network

ROOM, KIND = "indicators", "indicator"
REFUSAL = "seuls la coordination du réseau et le ou la chargé·e de mission du territoire choisissent ce qui est suivi"
_CHOOSE = "indicators.choose_indicators"
indicator_ref = refs_to(ROOM, KIND)


class QuotedIndicatorError(ConflictError):
    """An indicator was to be deleted while texts quote its figures."""

    def __init__(self, places: Sequence[str]) -> None:
        self.places = tuple(places)
        super().__init__(
            "cet indicateur est cité\u00a0: {places}\u202f; ôtez-le d’abord de ces textes", places=", ".join(places)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorInput:
    """How an indicator is followed, as a form or a file gives it."""

    owner: Person | None = None
    owner_name: str = ""
    months: int = 12
    plan: Plan | None = None
    why: str = long_text(Sentence("Pourquoi on le suit"), lines=2)
    action: str = text(Sentence("Action ou objectif qu’il sert"), max_length=200)
    action_began: int | None = number(
        Sentence("Année où l’action a commencé"), minimum=1990, maximum=2100, is_whole=True
    )
    chain: str = long_text(Sentence("Par quel enchaînement l’action agit sur lui"), lines=2)
    chain_confidence: Reliability | None = choice(Sentence("Confiance dans cet enchaînement"), Reliability)
    preferred_source: str = text(Sentence("Source retenue quand plusieurs diffèrent"), max_length=120)
    is_key: bool = flag(Sentence("Indicateur clé"))
    reads_measure: bool = flag(Sentence("Lu dans l’observatoire, sans saisie"))
    is_published: bool = flag(Sentence("Publié\u00a0: lu par tous, compté dans les chiffres du réseau"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDefinitionInput:
    """A definition that a territory makes for itself."""

    label: str = text(Sentence("Ce qui est mesuré"), max_length=200, is_required=True)
    unit: str = text(Sentence("Unité"), is_required=True)
    direction: Direction = choice(Sentence("Sens"), Direction, is_required=True)
    kind: ResultKind = choice(Sentence("Moyens ou résultat"), ResultKind, is_required=True)
    nature: Nature = choice(Sentence("D’un territoire à l’autre"), Nature, is_required=True)
    low: float | None = number(Sentence("Au moins"))
    high: float | None = number(Sentence("Au plus"))
    formula: str = text(
        Sentence("Calcul, s’il se déduit d’autres indicateurs"),
        help=Sentence(
            "Des indicateurs du catalogue joints par + - * /, choisis dans la liste. Un terme qui peut manquer se met "
            "entre les parenthèses de optional( )."
        ),
        max_length=2000,
    )


def follow_indicator(
    *, by: Actor | None, territory: Territory, code: str, since: date, indicator_input: IndicatorInput | None = None
) -> Indicator:
    """Take up an indicator of the catalogue; one that is followed already is returned as it is."""
    definition = find_definition(catalogue(), code)
    indicator_input = indicator_input or IndicatorInput(
        is_key=definition.is_key, months=definition.months, reads_measure=bool(definition.measure)
    )
    return _follow(by, territory, definition, since, indicator_input, {})


def follow_own_indicator(
    *, by: Actor | None, territory: Territory, own: OwnDefinitionInput, since: date, indicator_input: IndicatorInput
) -> Indicator:
    """Take up an indicator that the territory defines for itself.

    Raises InvalidDefinitionError: what is defined contradicts itself, or its formula cannot be read or does not fit.
    """
    if not own.label.strip():
        raise DomainError("un indicateur a un nom")
    count = Indicator.objects.filter(territory=territory, code__startswith=OWN).count()
    code = next(
        name
        for rank in range(count + 1, 2 * count + 3)
        if not Indicator.objects.filter(territory=territory, code=(name := f"{OWN}{rank}")).exists()
    )
    content = {**as_json(own), "since": since.isoformat()}
    definition = own_definition(code, content)
    check_definitions([*catalogue().values(), definition])
    return _follow(by, territory, definition, since, replace(indicator_input, reads_measure=False), content)


def _follow(
    by: Actor | None,
    territory: Territory,
    definition: IndicatorDefinition,
    since: date,
    indicator_input: IndicatorInput,
    own: Mapping[str, Any],
) -> Indicator:
    with acting(by=by, act="follow_indicator", permission=_CHOOSE, on=territory, refusal=REFUSAL) as act:
        current = Indicator.objects.filter(territory=territory, code=definition.code).first()
        if current is not None:
            return current
        slug = f"{territory.siren}-{definition.code}"
        indicator = Indicator(
            slug=slug, territory=territory, code=definition.code, own_definition=dict(own), followed_since=since
        )
        _fill(indicator, indicator_input, definition)
        refresh_found(indicator)
        indicator.save()
        summary = f"Indicateur suivi : {definition.label.fr}"
        act.record(indicator_ref(indicator), summary=summary, network=journal_network(territory))
        return indicator


def _fill(indicator: Indicator, indicator_input: IndicatorInput, definition: IndicatorDefinition) -> None:
    if not 1 <= indicator_input.months <= 120:
        raise DomainError("un indicateur est attendu tous les 1 à 120 mois")
    if (
        indicator_input.plan is not None
        and not indicator_input.plan.subjects.filter(pk=indicator.territory_id).exists()
    ):
        raise DomainError("ce plan n’est pas du territoire")
    if indicator_input.reads_measure and not definition.measure:
        raise DomainError("aucune mesure de l’observatoire ne donne cet indicateur")
    fill_columns(indicator, indicator_input)
    indicator.months, indicator.plan = indicator_input.months, indicator_input.plan
    indicator.owner = indicator_input.owner
    if name := indicator_input.owner_name.strip() if indicator_input.owner is None else "":
        indicator.owner = individual_named(name, network=journal_network(indicator.territory))


def change_indicator(*, by: Actor | None, indicator: Indicator, indicator_input: IndicatorInput) -> Indicator:
    """Say otherwise how an indicator is followed; the names of people stay out of the journal.

    Raises DomainError: the frequency, the plan or the measure does not fit.
    """
    with acting(by=by, act="change_indicator", permission=_CHOOSE, on=indicator.territory, refusal=REFUSAL) as act:
        before = _fields_of(indicator)
        _fill(indicator, indicator_input, definition_of(indicator))
        refresh_found(indicator)
        indicator.save()
        changes = list_changes(before, _fields_of(indicator))
        if changes:
            act.record(
                indicator_ref(indicator),
                summary="Suivi de l’indicateur changé",
                network=journal_network(indicator.territory),
                changes=changes,
            )
        return indicator


def _fields_of(indicator: Indicator) -> dict[str, Any]:
    return {"months": indicator.months, **as_json(from_columns(IndicatorInput, indicator))}


def set_targets(*, by: Actor | None, indicator: Indicator, targets: Sequence[TargetPoint]) -> Indicator:
    """Set the targets and limits of an indicator: those given take the place of those that stand."""
    for target in targets:
        if not target.series.strip() or (target.year is None and not target.is_limit):
            raise DomainError("une cible a une série et une année\u202f; une limite a une série")
    with acting(by=by, act="set_targets", permission=_CHOOSE, on=indicator.territory, refusal=REFUSAL) as act:
        before = indicator.targets
        indicator.targets = [asdict(target) for target in targets]
        if indicator.targets != before:
            refresh_found(indicator)
            indicator.save(update_fields=["targets", "found"])
            changes = list_changes({"cibles": before}, {"cibles": indicator.targets})
            network = journal_network(indicator.territory)
            act.record(indicator_ref(indicator), summary="Cibles changées", network=network, changes=changes)
        return indicator


def stop_following(*, by: Actor | None, indicator: Indicator) -> None:
    """Stop following an indicator: it is deleted with its values, which the journal keeps."""
    with acting(by=by, act="stop_following", permission=_CHOOSE, on=indicator.territory, refusal=REFUSAL) as act:
        places = quotations_of(f"{SOURCE}.{indicator.territory.siren}.{indicator.code}.")
        if places:
            raise QuotedIndicatorError(places)
        label = definition_of(indicator).label.fr
        act.record(
            indicator_ref(indicator),
            summary=f"Indicateur abandonné : {label}",
            network=journal_network(indicator.territory),
            details={"series": indicator.series, "targets": indicator.targets},
        )
        indicator.delete()


def refresh_found(indicator: Indicator, values: Sequence[YearValue] | None = None) -> None:
    """Compute again, without saving, what is kept beside an indicator: what is found wrong, and its last known year.

    `values`: its values, where they are read already.
    """
    known = indicator.values if values is None else values
    followed = FollowedIndicator(
        definition=definition_of(indicator),
        action=indicator.action,
        action_began=indicator.action_began,
        has_target=any(not target["is_limit"] for target in indicator.targets),
        is_key=indicator.is_key,
        values=() if indicator.reads_measure else tuple(known),
    )
    indicator.found = [[code, text.fr, text.en] for code, text in find_lasting(followed)]
    indicator.last_year = max((value.year for value in known if value.value is not None), default=None)


def erase_owner(subject: DataSubject) -> int:
    """Leave to nobody what somebody owned, with an account or by a name of her own; return how many indicators."""
    owned = Indicator.objects.filter(owner=subject.person or 0)
    named_records = Indicator.objects.filter(owner__person__isnull=True, owner__name__in=subject.words)
    return sum(indicators.update(owner=None) for indicators in (named_records, owned))
