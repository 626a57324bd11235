"""Loads the plans of the eleven, and the plans, estates, calls and indicators of the invented network."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from autan.evidence.figures.actions.facts import record_source
from autan.evidence.figures.core.sources import Source
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR
from autan.evidence.imports.actions import run_import
from autan.evidence.imports.core import Upload
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.people.workflows.actions import take
from autan.plans.estate.actions import estate_import, publish_estate
from autan.plans.estate.core.assets import ESTATE
from autan.plans.funding.actions.calls import attach_action, calls_import
from autan.plans.funding.actions.workflow import CALL
from autan.plans.funding.models import FundingCallRecord
from autan.plans.indicators.actions.indicators import IndicatorInput, follow_indicator, set_targets
from autan.plans.indicators.actions.values import GivenYearValue, record_values
from autan.plans.indicators.core.values import TargetPoint, YearValue, settle_state
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.models import Indicator
from autan.plans.obligations.actions import record_duties
from autan.plans.plans.actions.imports import import_plans, state_complete
from autan.plans.projects.actions.sheets import SheetInput, change_sheet
from autan.plans.projects.queries.sheets import published, visible_in
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.networks import get_network

CONTENT = Path(__file__).parent / "content"


def load_plans(*, content: Path = CONTENT) -> None:
    """Take in the plans of the real network and of the invented one; what a person changed since is kept."""
    for described in read_yaml_file(content / "plans" / "sources.yaml"):
        record_source(by=None, source=Source(**described))
    for path in (content / "plans" / "dialogue-toulouse.yaml", content / "invented" / "plans.yaml"):
        import_plans(by=None, text=path.read_text(encoding="utf-8"), file=path.name)
    load_pcet_duty(read_yaml_file(content / "pcet-duty.yaml"))


def load_pcet_duty(described: Any) -> None:
    """Record what sources say of the populations of the members and of the PCET duty."""
    network = Network.objects.get(slug=described["network"])
    statements = [
        {"siren": member["siren"], "says": says, "evidence": _facts(facts)}
        for member in described["members"]
        for says, facts in member.get("sources_say", {}).items()
    ]
    network_says = {"siren": "", "says": "none", "evidence": _facts(described["synthesis_says"]["facts"])}
    record_duties(
        by=None,
        network=network,
        rule=described["rule"],
        members=[_member(member) for member in described["members"]],
        statements=[network_says, *statements],
    )


def _member(member: Any) -> dict[str, Any]:
    evidence = _facts(member.get("facts", ()))
    if "figure" in member:
        _, siren, _, vintage = member["figure"].split(".")
        evidence.append(["register", f"{siren}@{vintage}"])
    population = {
        "inhabitants": member["population"],
        "year": member["year"],
        "perimeter": member["perimeter"],
        "compared_with": 2012,
        "is_approximate": member.get("is_approximate", False),
        "evidence": evidence,
    }
    return {
        "siren": member["siren"],
        "populations": [population],
        "existed_since": member.get("existed_since"),
        "created_on": member.get("created_on"),
        "existence_evidence": _facts(member.get("existence_facts", ())),
    }


def _facts(ids: Any) -> list[list[str]]:
    return [["fact", fact] for fact in ids]


_FOLDER = Path(__file__).parent / "content" / "invented" / "estate"
_COMPLETE = "999000057"
_ON = date(2026, 3, 2)


@transaction.atomic
def load_invented_estates(*, folder: Path = _FOLDER) -> int:
    """Take in the invented estates of the members that have none yet; return how many were."""
    files = {file.stem: file for file in sorted(folder.glob("*.csv"))}
    places = list(Territory.objects.filter(siren__in=files, is_invented=True, estate__isnull=True))
    for place in places:
        file = files[place.siren]
        run_import(estate_import(place), Upload(file=file.name, data=file.read_bytes()), by=None)
        publish_estate(by=None, territory=place, today=_ON)
        if place.siren == _COMPLETE:
            state_complete(by=None, subject=place, section=ESTATE, on=_ON)
    return len(places)


_CALLS = Path(__file__).parent / "content" / "invented" / "funding.csv"
_NETWORK = "entente-ysaure"
_AMOUNTS = (("30 k€ HT", "20 k€ HT", "10 k€ HT", "45 k€ HT"), ("15 k€ HT", "", "", ""))
"""What the first actions ask, are granted, are paid, and have spent, of budgets of 60 and 40 k€."""
_DRAFT = "Prêt éclairage (inventé)"
"""It says neither its source nor who may have it: what is not whole is not published."""


@transaction.atomic
def load_invented_calls(*, file: Path = _CALLS) -> int:
    """Take in the invented calls of a network that has none yet; return how many were."""
    network = get_network(_NETWORK)
    if network.funding_calls.exists():
        return 0
    run_import(calls_import(network), Upload(file=file.name, data=file.read_bytes()), by=None)
    records = list(FundingCallRecord.objects.filter(network=network))
    for record in records:
        if record.name != _DRAFT:
            take(CALL, "publish_call", record, by=None, at=timezone.now())
    first = next(record for record in records if record.document.is_rolling)
    sheets = visible_in(_NETWORK, OPERATOR).filter(published(), replaced_on__isnull=True).order_by("slug")
    for sheet, (requested, granted, paid, spent) in zip(sheets[: len(_AMOUNTS)], _AMOUNTS, strict=False):
        attach_action(
            by=None, record=first, sheet=sheet, amounts={"asked": requested, "granted": granted, "paid": paid}
        )
        change_sheet(by=None, sheet=sheet, sheet_input=SheetInput(typed={"spent": spent}, revision=sheet.revision))
    return len(records)


_INDICATORS = Path(__file__).parent / "content" / "invented" / "indicators.yaml"
_SINCE = date(2019, 1, 1)


@transaction.atomic
def load_invented_indicators(*, file: Path = _INDICATORS) -> int:
    """Take in the invented indicators that are not followed yet; return how many were."""
    described = read_yaml_file(file)
    places = {
        territory.siren: territory for territory in Territory.objects.filter(indicators__isnull=True, is_invented=True)
    }
    year_values: dict[str, list[GivenYearValue]] = {}
    selected = [sheet for sheet in described["indicators"] if sheet["siren"] in places]
    for sheet in selected:
        indicator = _follow(places[sheet["siren"]], sheet)
        year_values.setdefault(sheet["siren"], []).extend(_values(indicator, sheet))
    for siren, values in year_values.items():
        record_values(by=None, territory=places[siren], year_values=values)
    return len(selected)


def _follow(territory: Territory, sheet: Mapping[str, Any]) -> Indicator:
    indicator_input = IndicatorInput(
        owner_name=sheet.get("owner_name", ""),
        months=catalogue()[sheet["code"]].months,
        action=sheet.get("action", ""),
        action_began=sheet.get("action_began"),
        is_key=catalogue()[sheet["code"]].is_key and sheet["code"] != "population",
        is_published=True,
    )
    indicator = follow_indicator(
        by=None, territory=territory, code=sheet["code"], since=_SINCE, indicator_input=indicator_input
    )
    targets = [
        TargetPoint(year=year, value=float(value), series=series) for year, value, series in sheet.get("targets", ())
    ]
    return set_targets(by=None, indicator=indicator, targets=targets)


def _values(indicator: Indicator, sheet: Mapping[str, Any]) -> list[GivenYearValue]:
    methods = sheet.get("methods", {})
    values = []
    for year, value, *state in sheet["values"]:
        number = float(value)
        year_value = YearValue(
            year=year,
            value=number,
            state=settle_state(number, ValueState(state[0]) if state else ValueState.OBSERVED),
            source=sheet["source"],
            method=methods.get(str(year), ""),
        )
        values.append(GivenYearValue(indicator=indicator, value=year_value))
    return values
