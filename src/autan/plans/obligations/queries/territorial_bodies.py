"""The bodies of Greater Paris, and their communes as the register has them."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text
from autan.plans.obligations.core.competences import AuthorityRecord, KnownPopulation
from autan.territories.perimeters.core.bodies import GREATER_PARIS, TERRITORIAL_BODIES_SINCE, EpciKind, TerritorialBody
from autan.territories.perimeters.lake.latest_epci import territorial_bodies
from autan.territories.perimeters.lake.register import LATEST, members_of

TERRITORIAL_BODY = "territorial-body"
"""Kind of evidence: one of these bodies, keyed by its SIREN."""


def find_territorial_body(siren: str) -> TerritorialBody | None:
    """Return one of these bodies; None when none has this SIREN."""
    return territorial_bodies().get(siren)


@cache
def communes_of_body(siren: str) -> tuple[Mapping[str, Any], ...]:
    """Return the communes of a body in the latest vintage, as `members_of` does; none of an unknown SIREN."""
    body = find_territorial_body(siren)
    rows = members_of(GREATER_PARIS).iter_rows(named=True) if body else ()
    return tuple(row for row in rows if body and row["insee_code"] in body.communes)


def population_of_body(siren: str) -> int | None:
    """Return the inhabitants of the communes of a body together; None when one of them is not known."""
    populations = [commune["population"] for commune in communes_of_body(siren)]
    return sum(populations) if populations and None not in populations else None


def body_statement(siren: str) -> Text:
    """Say what a body is, and of how many communes and inhabitants."""
    communes, inhabitants = communes_of_body(siren), population_of_body(siren)
    return Sentence(
        "SIREN {siren}\u00a0: établissement public territorial de la Métropole du Grand Paris, sans fiscalité propre, "
        "{communes} communes ({inhabitants} habitants, populations municipales de {year})",
        siren=siren,
        communes=len(communes),
        inhabitants="?" if inhabitants is None else number_text(inhabitants),
        year=LATEST,
    )


def body_record(siren: str) -> AuthorityRecord | None:
    """Return what is known of one of these bodies that a rule may bind; None when none has this SIREN."""
    if find_territorial_body(siren) is None:
        return None
    evidence = (EvidenceRef(kind=TERRITORIAL_BODY, key=siren),)
    inhabitants, first = population_of_body(siren), TERRITORIAL_BODIES_SINCE
    population = KnownPopulation(inhabitants=inhabitants or 0, year=LATEST, is_of_register=True, evidence=evidence)
    return AuthorityRecord(
        siren=siren,
        populations=() if inhabitants is None else (population,),
        kinds={first.year: EpciKind.EPT.value, LATEST: EpciKind.EPT.value},
        registered_by=(first, first),
    )
