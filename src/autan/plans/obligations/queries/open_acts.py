"""Acts that open files tell: filed climate plans, and published greenhouse gas accounts of the organisation."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.dates import PartialDate
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.pcaet_grid import Filing
from autan.opendata.measures.queries.editions import LakeState, lake_state
from autan.opendata.measures.queries.filings import filed_plans
from autan.plans.estate.queries import PublishedAccount, published_accounts
from autan.plans.obligations.core.standings import DutyAct
from autan.plans.obligations.importers.rules import obligation_rules
from autan.plans.plans.core.plans import PlanKind
from autan.territories.perimeters.lake.register import vintages_of

FILED_PLAN = "filed-plan"
_IN_FORCE = "implementation"
_FILING, _ACCOUNT = "pcaet_depot", "beges"

type ToldActs = Mapping[str, tuple[tuple[date, DutyAct], ...]]
"""Acts by SIREN, each with the first day on which its source may tell it."""


def open_acts(sirens: Iterable[str], on: date) -> dict[str, tuple[DutyAct, ...]]:
    """Return the acts of authorities that open files tell on a day, by SIREN; the lake is looked at once for all."""
    acts = _all_acts(lake_state())
    return {siren: tuple(act for told_from, act in acts.get(siren, ()) if told_from <= on) for siren in sirens}


@lru_cache(maxsize=4)
def _all_acts(_state: LakeState) -> ToldActs:
    acts: dict[str, list[tuple[date, DutyAct]]] = {}
    for siren, filings in filed_plans().items():
        for filing in filings:
            if filing.approach_state == _IN_FORCE and filing.modified_on:
                acts.setdefault(siren, []).extend((filing.modified_on, act) for act in _filed(filing))
    for siren, accounts in published_accounts().items():
        acts.setdefault(siren, []).extend((date(one.year, 1, 1), _account(one)) for one in reversed(accounts))
    return {siren: tuple(dated) for siren, dated in acts.items()}


def unregistered_carriers() -> Mapping[str, str]:
    """Return the names of the bodies that carry a filing alone and that no vintage of the register holds, by SIREN."""
    return _unregistered(lake_state())


@lru_cache(maxsize=4)
def _unregistered(_state: LakeState) -> Mapping[str, str]:
    alone = {
        siren: one.carrier_names for siren, filings in filed_plans().items() for one in filings if one.carriers == 1
    }
    return {siren: name for siren, name in alone.items() if name and not vintages_of(siren)}


def _filed(filing: Filing) -> Iterator[DutyAct]:
    """The filing itself, and the adoption of what it says is carried out, which it does not date."""
    changed = PartialDate.parse(str(filing.modified_on))
    evidence = (EvidenceRef(kind=FILED_PLAN, key=f"{filing.siren}/{filing.id}"),)
    carrier = filing.carrier_names if filing.carriers > 1 else ""
    name = f"«\u202f{filing.name}\u202f»"
    filed = Sentence("démarche {id} {name}, dite en mise en œuvre à cette date", id=filing.id, name=name)
    adopted = Sentence("PCAET {name}, dit en mise en œuvre par son dépôt national", name=name)
    yield DutyAct(rule=_FILING, label=filed, when=changed, evidence=evidence, carrier=carrier)
    for rule in obligation_rules():
        if PlanKind.PCAET.value in rule.met_by:
            yield DutyAct(rule=rule.code, label=adopted, when=None, evidence=evidence, carrier=carrier)


def _account(account: PublishedAccount) -> DutyAct:
    """The file gives the year of the emissions, not the day of their publication."""
    label = Sentence("bilan publié des émissions de {year}", year=account.year)
    return DutyAct(rule=_ACCOUNT, label=label, when=None, evidence=account.total.evidence)
