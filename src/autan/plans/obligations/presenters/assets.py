"""What the duties that bear on assets say of an estate, in words: each asset, what is stated of it, what is asked."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.language import day, exact_number, words
from autan.plans.estate.presenters import figure_line
from autan.plans.obligations.core.assets import AssetReading
from autan.plans.obligations.core.competences import Duty
from autan.plans.obligations.core.rules import ObligationRule


def rule_assets(rule: ObligationRule, readings: Sequence[AssetReading], whole: Figure | None) -> dict[str, Any]:
    """Give the assets of an estate that a rule bears on."""
    lines = [_line(rule, reading) for reading in readings if reading.duty is not Duty.NOT_BOUND]
    return {
        "rule": rule,
        "due": day(rule.due) if rule.due else "",
        # what the whole estate does of an aim that all public bodies share, with its words; None for other rules
        "whole": figure_line(whole) if whole else None,
        "bound": tuple(line for line in lines if line["is_known"]),
        "not_known": tuple(line for line in lines if not line["is_known"]),
        "others": len(readings) - len(lines),
    }


def _line(rule: ObligationRule, reading: AssetReading) -> dict[str, Any]:
    """One asset: an aim that is shared binds none, and says nothing of one whose years are not told."""
    is_bound = reading.duty is Duty.BOUND
    details = _details(rule, reading) if is_bound else iter((words(reading.reason),))
    shared_is_known = reading.cut is not None or reading.renovated_m2 is not None
    return {
        "name": reading.asset.name,
        "duty": "" if rule.is_collective else words(reading.duty.label),
        "detail": " · ".join(details),
        "is_known": is_bound and (shared_is_known or not rule.is_collective),
    }


def _details(rule: ObligationRule, reading: AssetReading) -> Iterator[str]:
    criterion = rule.bears_on
    if criterion is None:
        return
    if criterion.equipped:
        stated = {True: _("équipé, selon l’inventaire"), False: _("pas équipé, selon l’inventaire")}
        yield stated[reading.is_equipped] if reading.is_equipped is not None else _("équipement non renseigné")
    if criterion.share and reading.aim is not None:
        aim = _("%(aim)s\u00a0%% demandés") % {"aim": exact_number(reading.aim)}
        if reading.share is None:
            yield _("part non renseignée, %(asked)s") % {"asked": aim}
        else:
            yield _("%(share)s\u00a0%% selon l’inventaire, %(asked)s") % {
                "share": exact_number(reading.share),
                "asked": aim,
            }
    if criterion.cut_pct and criterion.cut_by:
        yield _cut_words(reading, criterion.cut_pct, criterion.cut_by)
    elif criterion.cut_pct:
        yield _yearly_words(reading, criterion.cut_of) or _("consommation de deux années de suite non connue")
    if criterion.renovated_pct:
        yield _renovated_words(reading)


def _cut_words(reading: AssetReading, cut_pct: float, by: int) -> str:
    fields = {"asked": exact_number(cut_pct), "by": by, "change": _change_words(reading)}
    if reading.cut is None:
        return _("évolution non connue depuis l’année de référence, −%(asked)s\u00a0%% demandés en %(by)s") % fields
    return _("%(change)s, −%(asked)s\u00a0%% demandés en %(by)s") % fields


def _yearly_words(reading: AssetReading, base: int | None) -> str:
    """The change from one year to the next, as a part of the year that the rule names, or what lacks to say so."""
    change = _change_words(reading)
    if not change or base is None:
        return change
    fields = {"change": change, "base": base}
    if reading.cut_of:
        return _("%(change)s, en part de l’énergie de %(base)s") % fields
    return (
        _("%(change)s ; l’énergie de %(base)s, à laquelle le texte rapporte la baisse, n’est pas renseignée") % fields
    )


def _change_words(reading: AssetReading) -> str:
    if reading.cut is None or reading.cut_years is None:
        return ""
    first, last = reading.cut_years
    change = f"{'−' if reading.cut >= 0 else '+'}{exact_number(abs(reading.cut))}"
    return _("%(change)s\u00a0%% de %(first)s à %(last)s") % {"change": change, "first": first, "last": last}


def _renovated_words(reading: AssetReading) -> str:
    fields = {"year": reading.renovated_year, "area": reading.asset.area_m2 and exact_number(reading.asset.area_m2)}
    if reading.renovated_m2 is None:
        return (
            _("surface rénovée non renseignée en %(year)s") % fields if fields["year"] else _("travaux non renseignés")
        )
    fields["renovated"] = exact_number(reading.renovated_m2)
    if fields["area"] is None:
        return _("%(renovated)s\u00a0m² rénovés en %(year)s, sur une surface non renseignée") % fields
    return _("%(renovated)s\u00a0m² rénovés en %(year)s, sur %(area)s\u00a0m²") % fields
