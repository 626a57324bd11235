"""What actions asked of calls, got and were paid, and the most that members could ask together, as figures."""

from collections.abc import Mapping, Sequence
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
ELIGIBLE, CEILING = "eligible", "ceiling"
ALL = "all"
"""What an address says in place of a call, for all of a network."""
_LABELS = {
    ASKED: Sentence("Demandé aux appels et fonds, par les fiches"),
    GRANTED: Sentence("Accordé par les appels et fonds, par les fiches"),
    PAID: Sentence("Versé par les appels et fonds, par les fiches"),
    ELIGIBLE: Sentence("Membres éligibles"),
    CEILING: Sentence("Ce que les membres pourraient obtenir ensemble"),
}
_MEMBERS, _LINES = Sentence("membres"), Sentence("demandes")
_ADDED = Sentence(
    "somme des montants des fiches qui nomment l’appel ; une demande qui n’est pas dans une fiche n’y compte pas"
)
_COUNTED = Sentence("membres dont la sorte, la population et les obligations répondent sûrement aux règles de l’appel")
_BOUNDED = Sentence(
    "aide au plus par collectivité × membres qui ne sont pas sûrement exclus, sans dépasser l’enveloppe"
)


class FundingRequest(NamedTuple):
    """What a line of an action says of a call: both by slug, and an amount; None where the line does not say it."""

    call: str
    action: str
    amount: Amount | None


def money_figure(
    network: str, slug: str, what: str, requests: Sequence[FundingRequest], sirens: Sequence[str]
) -> Figure:
    """Add what lines of funding say of some calls: at least that, since other requests may be in no sheet."""
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
        what,
        sirens,
        value=value,
        known=known,
        total=len(listed),
        state=state,
        part=_LINES,
        note=note,
        method=Method(name=f"funding_{what}", formula=_ADDED),
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


def _figure(network: str, slug: str, what: str, sirens: Sequence[str], **fields: Any) -> Figure:
    usual = {"unit": get_unit("EUR"), "part": _MEMBERS}
    return Figure(
        id=str(FigureAddress.of(FUNDING, network, what, slug)),
        label=_LABELS[what],
        period=Period.undated(),
        territories=tuple(sirens),
        boundary=f"funding_{what}",
        **{**usual, **fields},
    )
