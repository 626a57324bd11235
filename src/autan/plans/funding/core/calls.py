"""A call or a fund, as it is described once: form, JSON, page, table, open data and history follow; when it is told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from autan.ground.descriptions.core.fields import choice, codes, day, long_text, money, number, several, text
from autan.ground.lists.core import ListFilter, choice_parameter, text_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence, Text
from autan.plans.estate.core.assets import YesNo
from autan.territories.perimeters.core.bodies import EpciKind

FUNDING, CALL = "funding", "funding-call"
"""Code of the room in the journal and of its figures; kind of evidence: a call, keyed by its identifier."""
SOON = timedelta(days=60)
"""How long before its closing a call is told on desks."""


class CallKind(Labelled):
    """What pays."""

    CALL = "call", "appel à projets", "call for projects"
    FUND = "fund", "fonds", "fund"
    LOAN = "loan", "prêt", "loan"
    CONTRACT = "contract", "contrat", "contract"


class CountedPopulation(Labelled):
    """Which population a threshold counts; nothing where the rules do not say it."""

    MUNICIPAL = "municipal", "municipale", "municipal"
    TOTAL = "total", "totale", "total"


class CallState(Labelled):
    """Where a call stands on a day, by its dates."""

    OPEN = "open", "ouvert", "open"
    AHEAD = "ahead", "à venir", "ahead"
    CLOSED = "closed", "clos", "closed"
    NOT_KNOWN = "not_known", "dates non connues", "dates not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingCall:
    """What is said of a call or a fund; what nobody said is not known."""

    kind: CallKind = choice(Sentence("Sorte"), CallKind, is_required=True, published=Sentence("Sorte."))
    name: str = text(
        Sentence("Nom"), is_required=True, is_shown=False, max_length=200, is_searched=True, published=Sentence("Nom.")
    )
    funder: str = text(
        Sentence("Qui paie"), is_searched=True, needed=Sentence("dites qui paie"), published=Sentence("Qui paie.")
    )
    opens_on: date | None = day(Sentence("Ouvre le"), published=Sentence("Premier jour ; vide si inconnu."))
    closes_on: date | None = day(Sentence("Clôt le"), published=Sentence("Dernier jour ; vide si inconnu."))
    is_rolling: YesNo | None = choice(
        Sentence("Au fil de l’eau, sans clôture"), YesNo, published=Sentence("Sans date de clôture.")
    )
    envelope_eur: float | None = money(
        Sentence("Enveloppe (€)"), published=Sentence("Enveloppe en euros ; vide si inconnue.")
    )
    most_eur: float | None = money(
        Sentence("Aide au plus, par collectivité (€)"), published=Sentence("Aide au plus par collectivité, en euros.")
    )
    rate_pct: float | None = number(
        Sentence("Part du coût aidée, au plus (%)"),
        minimum=0,
        maximum=100,
        unit="pct",
        sign="%",
        published=Sentence("Part du coût aidée au plus, en %."),
    )
    least_cost_eur: float | None = money(Sentence("Coût du projet, au moins (€)"))
    kinds: tuple[EpciKind, ...] = several(Sentence("Ouvert aux"), EpciKind)
    population_above: int | None = number(
        Sentence("Population de plus de"), is_whole=True, minimum=0, maximum=10_000_000
    )
    population_most: int | None = number(Sentence("Population d’au plus"), is_whole=True, minimum=0, maximum=10_000_000)
    population: CountedPopulation | None = choice(Sentence("Population comptée"), CountedPopulation)
    duties: tuple[str, ...] = codes(Sentence("Aide à remplir"))
    is_reserved: YesNo | None = choice(Sentence("Réservé à qui est soumis à l’une de ces obligations"), YesNo)
    conditions: str = long_text(
        Sentence("Autres conditions"), help=Sentence("ce qu’aucune donnée d’ici ne dit"), is_searched=True
    )
    address: str = text(Sentence("Page officielle"))
    source: str = text(
        Text("Source", "Source"), needed=Sentence("dites où c’est écrit"), published=Sentence("Où c’est écrit.")
    )
    read_on: date | None = day(
        Sentence("Lu le"),
        needed=Sentence("dites quand la source a été lue"),
        published=Sentence("Jour où la source a été lue."),
    )
    note: str = long_text(Sentence("Remarque"), is_searched=False)

    def state_on(self, on: date) -> CallState:
        """Return where it stands on a day.

        >>> call = FundingCall(kind=CallKind.CALL, name="x", opens_on=date(2026, 3, 1), closes_on=date(2026, 9, 30))
        >>> [call.state_on(date(2026, month, 1)).value for month in (2, 3, 10)]
        ['ahead', 'open', 'closed']
        >>> FundingCall(kind=CallKind.FUND, name="x").state_on(date(2026, 1, 1)).value
        'not_known'
        """
        if self.opens_on and on < self.opens_on:
            return CallState.AHEAD
        if self.closes_on:
            return CallState.CLOSED if on > self.closes_on else CallState.OPEN
        return CallState.OPEN if self.is_rolling is YesNo.YES else CallState.NOT_KNOWN

    def closes_soon(self, on: date) -> bool:
        """Say whether it closes within two months of a day, the last day among them."""
        return self.closes_on is not None and on <= self.closes_on <= on + SOON

    def is_named(self, words: str) -> bool:
        """Say whether a line of funding names it.

        >>> FundingCall(kind=CallKind.FUND, name="Fonds vert").is_named(" fonds VERT ")
        True
        """
        return fold_accents(words.strip()) == call_key(self)


def call_key(call: FundingCall) -> str:
    """Return what tells a call of a network from the others: its name, whatever its accents and capitals."""
    return fold_accents(call.name.strip())


def call_faults(call: FundingCall) -> Iterator[tuple[str, Text]]:
    """Give what cannot be in a call, by field.

    >>> call = FundingCall(kind=CallKind.CALL, name="x", is_rolling=YesNo.YES, closes_on=date(2026, 1, 1))
    >>> [field for field, _text in call_faults(call)]
    ['is_rolling']
    """
    if call.opens_on and call.closes_on and call.closes_on < call.opens_on:
        yield "closes_on", _CLOSES_BEFORE
    if call.closes_on and call.is_rolling is YesNo.YES:
        yield "is_rolling", _ROLLING
    if call.envelope_eur is not None and call.most_eur is not None and call.most_eur > call.envelope_eur:
        yield "most_eur", _MORE_THAN_ALL
    if call.population and call.population_above is None and call.population_most is None:
        yield "population", _NO_THRESHOLD
    if None not in {call.population_above, call.population_most} and call.population_most <= call.population_above:  # type: ignore[operator]  # neither is None
        yield "population_most", _NOBODY
    if call.is_reserved is YesNo.YES and not call.duties:
        yield "is_reserved", _NO_DUTY
    if call.address and not call.address.startswith(("https://", "http://")):
        yield "address", _NO_ADDRESS


_CLOSES_BEFORE = Sentence("une clôture qui ne précède pas l’ouverture")
_ROLLING = Sentence("une date de clôture, ou au fil de l’eau, pas les deux")
_MORE_THAN_ALL = Sentence("une aide qui ne dépasse pas l’enveloppe")
_NO_THRESHOLD = Sentence("un seuil à la population comptée")
_NOBODY = Sentence("un plafond de population au-dessus du seuil")
_NO_DUTY = Sentence("à quelles obligations c’est réservé")
_NO_ADDRESS = Sentence("une adresse qui commence par https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilter(ListFilter):
    """What the list of calls is narrowed to."""

    kind: CallKind | None = choice_parameter("sorte", Sentence("Sorte"), CallKind)
    state: CallState | None = choice_parameter("etat", Sentence("État"), CallState)
    text: str = text_parameter("texte", Sentence("Mots"))


CALL_COLUMNS: Mapping[str, str] = {
    "sorte": "kind",
    "nom": "name",
    "financeur": "funder",
    "ouverture": "opens_on",
    "cloture": "closes_on",
    "fil_de_l_eau": "is_rolling",
    "enveloppe_eur": "envelope_eur",
    "aide_max_eur": "most_eur",
    "taux_max_pct": "rate_pct",
    "cout_min_eur": "least_cost_eur",
    "ouvert_aux": "kinds",
    "population_plus_de": "population_above",
    "population_au_plus": "population_most",
    "population_comptee": "population",
    "obligations": "duties",
    "reserve": "is_reserved",
    "autres_conditions": "conditions",
    "adresse": "address",
    "source": "source",
    "lu_le": "read_on",
    "remarque": "note",
}
"""Columns of a table of calls, read and written alike, and the field of a call that each holds."""
REQUIRED = ("sorte", "nom")


OF_DUTIES = (timedelta(days=180), timedelta(days=60))
"""How long before its day a duty is told."""
OF_CALLS = (timedelta(days=30), timedelta(days=7))
"""How long before its closing a call is told."""
_CAUGHT_UP = timedelta(days=6)
"""How many days after a stage it is still told: those of a server that was stopped."""


def stages_reached(due: date, stages: Iterable[timedelta], on: date) -> Iterator[date]:
    """Give the days of the stages that a date reached on a day, or a few days before.

    >>> [str(day) for day in stages_reached(date(2027, 1, 31), OF_CALLS, date(2027, 1, 3))]
    ['2027-01-01']
    >>> list(stages_reached(date(2027, 1, 31), OF_CALLS, date(2027, 1, 10)))
    []
    """
    for stage in stages:
        reached = due - stage
        if reached <= on <= reached + _CAUGHT_UP:
            yield reached
