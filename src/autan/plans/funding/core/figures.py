"""What actions asked of calls, got, were paid and spent, and the most that members could ask together, as figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, state_of_count
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.money import Amount, MixedTaxError, sum_amounts
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence
from autan.plans.funding.core.calls import CALL, FUNDING, FundingCall
from autan.plans.funding.core.eligibility import Eligibility, EligibilityReading
from autan.plans.projects.core.addresses import ACTION_KIND

ASKED, GRANTED, PAID = "asked", "granted", "paid"
MONEY = (ASKED, GRANTED, PAID)
"""What a line of funding says, by field."""
SPENT = "spent"
"""What the sheet of an action says of the whole action, by field."""
ELIGIBLE, CEILING = "eligible", "ceiling"
ALL = "all"
"""What an address says in place of a call, for all of a network."""
_LABELS = {
    ASKED: Sentence("Demandé aux appels et fonds, par les fiches"),
    GRANTED: Sentence("Accordé par les appels et fonds, par les fiches"),
    PAID: Sentence("Versé par les appels et fonds, par les fiches"),
    SPENT: Sentence("Dépensé à ce jour par les actions qui y vont, par les fiches"),
    ELIGIBLE: Sentence("Membres éligibles"),
    CEILING: Sentence("Ce que les membres pourraient obtenir ensemble"),
}
_MEMBERS, _LINES, _ACTIONS, _CALLS = Sentence("membres"), Sentence("demandes"), Sentence("actions"), Sentence("appels")
_ADDED = Sentence(
    "somme des montants des fiches qui nomment l’appel ; une demande qui n’est pas dans une fiche n’y compte pas"
)
_SPENT = Sentence(
    "somme de ce que disent avoir dépensé les fiches qui nomment un appel, chaque action comptée une fois, "
    "quelle que soit la part que l’appel paie"
)
_COUNTED = Sentence("membres dont la sorte, la population et les obligations répondent sûrement aux règles de l’appel")
_BOUNDED = Sentence(
    "aide au plus par collectivité × membres qui ne sont pas sûrement exclus, sans dépasser l’enveloppe"
)
_ALL_BOUNDED = Sentence(
    "somme, sur les appels et fonds publiés qui ne sont pas clos ce jour-là, de ce que les membres pourraient "
    "obtenir de chacun ; rien n’est dit tant que l’aide d’un seul n’est pas connue"
)


class FundingRequest(NamedTuple):
    """What an action says of a call: both by slug, and an amount; None where it does not say it."""

    call: str
    action: str
    amount: Amount | None


def is_surely_above(amount: Amount | None, bound: Amount | None) -> bool:
    """Say whether an amount is above another of the same tax basis, whatever the ranges and « at least » of both."""
    if amount is None or bound is None or bound.is_floor:
        return False
    return amount.basis is bound.basis and amount.low > bound.high


def money_figure(
    network: str, slug: str, measure: str, requests: Sequence[FundingRequest], sirens: Sequence[str]
) -> Figure:
    """Add what actions say of some calls: at least that, since other requests may be in no sheet.

    One request for each line of funding; for what was spent, one for each action.
    """
    listed = [request.amount for request in requests]
    state, value, known = ValueState.MISSING, None, sum(amount is not None for amount in listed)
    note = None
    if known:
        try:
            total = sum_amounts(listed)
            note = Sentence("montants {basis}", basis=total.basis.label)
            value, state = total.low, ValueState.LOWER_BOUND
        except MixedTaxError:
            state = ValueState.NOT_ESTABLISHED
    return _figure(
        network,
        slug,
        measure,
        sirens,
        value=value,
        known=known,
        total=len(listed),
        state=state,
        part=_ACTIONS if measure == SPENT else _LINES,
        note=note,
        method=Method(name=f"funding_{measure}", formula=_SPENT if measure == SPENT else _ADDED),
        evidence=tuple(
            dict.fromkeys(
                EvidenceRef(kind=kind, key=key)
                for request in requests
                for kind, key in ((ACTION_KIND, request.action), (CALL, request.call))
            )
        ),
    )


def eligible_figure(network: str, slug: str, readings: Mapping[str, EligibilityReading]) -> Figure:
    """Count the members that are surely eligible; at least that many while some are not settled."""
    settled = [reading.state for reading in readings.values() if reading.state.is_sure]
    state = state_of_count(len(settled), len(readings))
    count = sum(one is Eligibility.ELIGIBLE for one in settled)
    return _figure(
        network,
        slug,
        ELIGIBLE,
        tuple(readings),
        unit=get_unit("count"),
        value=count if settled else None,
        known=len(settled),
        total=len(readings),
        state=state,
        method=Method(name="funding_eligible", formula=_COUNTED),
        evidence=(EvidenceRef(kind=CALL, key=slug),),
    )


def ceiling_figure(network: str, slug: str, call: FundingCall, readings: Mapping[str, EligibilityReading]) -> Figure:
    """Bound what members could get together: at most, and nothing where neither amount is known."""
    possible = [one for one in readings.values() if one.state is not Eligibility.NOT_ELIGIBLE]
    bounds = [call.envelope_eur, None if call.most_eur is None else call.most_eur * len(possible)]
    known = [bound for bound in bounds if bound is not None]
    high = 0.0 if known and not possible else min(known, default=None)
    return _figure(
        network,
        slug,
        CEILING,
        tuple(readings),
        high=high,
        known=sum(one.state.is_sure for one in readings.values()),
        total=len(readings),
        state=ValueState.MISSING if high is None else ValueState.ESTIMATED,
        method=Method(name="funding_ceiling", formula=_BOUNDED),
        evidence=(EvidenceRef(kind=CALL, key=slug),),
    )


def network_ceiling_figure(network: str, ceilings: Mapping[str, Figure], sirens: Sequence[str], on: date) -> Figure:
    """Bound what members could get together of the calls, by slug, that are not closed on a day."""
    bounds = [ceiling.high for ceiling in ceilings.values()]
    known = [bound for bound in bounds if bound is not None]
    is_bounded = bool(known) and len(known) == len(bounds)
    return _figure(
        network,
        f"{ALL}.{on.isoformat()}",
        CEILING,
        sirens,
        period=Period.day(on),
        part=_CALLS,
        high=sum(known) if is_bounded else None,
        known=len(known),
        total=len(bounds),
        state=ValueState.ESTIMATED if is_bounded else ValueState.MISSING,
        method=Method(name="funding_network_ceiling", formula=_ALL_BOUNDED),
        evidence=tuple(EvidenceRef(kind=CALL, key=slug) for slug in ceilings),
    )


def _figure(network: str, slug: str, measure: str, sirens: Sequence[str], **fields: Any) -> Figure:
    usual = {"unit": get_unit("EUR"), "part": _MEMBERS, "period": Period.undated()}
    return Figure(
        id=str(FigureAddress.of(FUNDING, network, measure, slug)),
        label=_LABELS[measure],
        territories=tuple(sirens),
        boundary=f"funding_{measure}",
        **{**usual, **fields},
    )
