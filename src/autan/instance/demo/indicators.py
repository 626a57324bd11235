"""Loads the indicators of the invented network, through the actions of the room.

What is invented is described in `content/invented/indicators.yaml`. Loading it again changes nothing, and never what
somebody changed since.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from autan.evidence.figures.core.states import ValueState
from autan.ground.tables.importers.yaml_document import read_yaml_file
from autan.plans.indicators.actions.indicators import IndicatorInput, follow_indicator, set_targets
from autan.plans.indicators.actions.values import GivenYearValue, record_values
from autan.plans.indicators.core.values import TargetPoint, YearValue, settle_state
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.models import Indicator
from autan.territories.networks.models import Territory

_FILE = Path(__file__).parent / "content" / "invented" / "indicators.yaml"
_SINCE = date(2019, 1, 1)


@transaction.atomic
def load_invented_indicators(*, file: Path = _FILE) -> int:
    """Take in the invented indicators that are not followed yet; return how many were."""
    described = read_yaml_file(file)
    places = {
        territory.siren: territory for territory in Territory.objects.filter(indicators__isnull=True, is_invented=True)
    }
    year_values: dict[str, list[GivenYearValue]] = {}
    wanted = [sheet for sheet in described["indicators"] if sheet["siren"] in places]
    for sheet in wanted:
        indicator = _follow(places[sheet["siren"]], sheet)
        year_values.setdefault(sheet["siren"], []).extend(_values(indicator, sheet))
    for siren, values in year_values.items():
        record_values(by=None, territory=places[siren], year_values=values)
    return len(wanted)


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
        kept = YearValue(
            year=year,
            value=number,
            state=settle_state(number, ValueState(state[0]) if state else ValueState.OBSERVED),
            source=sheet["source"],
            method=methods.get(str(year), ""),
        )
        values.append(GivenYearValue(indicator=indicator, value=kept))
    return values
