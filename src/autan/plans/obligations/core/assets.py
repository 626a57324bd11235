"""What a rule says of each asset of an estate, and of the authority by its assets: silence says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.plans.estate.core.assets import EstateAsset, Inventory, YesNo
from autan.plans.estate.core.figures import CHANGE, RENOVATED, change_of, estate_figures, what_of
from autan.plans.obligations.core.competences import Duty
from autan.plans.obligations.core.rules import AssetCriterion


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetReading:
    """What a rule says of one asset.

    Attributes:
        share: percent that it states of what the rule asks; None when it does not.
        aim: percent that the rule asks on the day.
        cut: percent by which its consumption fell between two years; None when not known.
        cut_years: those years: its reference year and its latest, or the two latest in a row.
        cut_of: year whose consumption the fall is a part of; None for the first of those years.
        renovated_m2: floor area that works renovated in the latest year of the inventory; None when nobody says.
    """

    asset: EstateAsset
    duty: Duty
    reason: Text = NO_TEXT
    share: float | None = None
    aim: float | None = None
    cut: float | None = None
    cut_years: tuple[int, int] | None = None
    cut_of: int | None = None
    renovated_m2: float | None = None
    renovated_year: int | None = None
    is_equipped: bool | None = None


def read_assets(criterion: AssetCriterion, inventory: Inventory, day: date) -> tuple[AssetReading, ...]:
    """Read a rule for each asset of its kind."""
    assets = inventory.of_kind(criterion.kind)
    return tuple(_read(criterion, asset, assets, inventory, day) for asset in assets)


def _read(
    criterion: AssetCriterion, asset: EstateAsset, assets: Sequence[EstateAsset], inventory: Inventory, day: date
) -> AssetReading:
    duty, reason = _answer(criterion, asset, assets, inventory)
    if duty is not Duty.BOUND:
        return AssetReading(asset=asset, duty=duty, reason=reason)
    cut, cut_years, cut_of = _consumption_cut(criterion, asset) if criterion.cut_pct else (None, None, None)
    renovated_m2, renovated_year = _renovated_area(asset, inventory) if criterion.renovated_pct else (None, None)
    stated = getattr(asset, criterion.equipped) if criterion.equipped else None
    return AssetReading(
        asset=asset,
        duty=duty,
        reason=reason,
        share=getattr(asset, criterion.share) if criterion.share else None,
        aim=criterion.aim_in(asset.share_year or day.year),
        cut=cut,
        cut_years=cut_years,
        cut_of=cut_of,
        renovated_m2=renovated_m2,
        renovated_year=renovated_year,
        is_equipped=None if stated is None else stated is YesNo.YES,
    )


def _answer(
    criterion: AssetCriterion, asset: EstateAsset, assets: Sequence[EstateAsset], inventory: Inventory
) -> tuple[Duty, Text]:
    """What surely fails decides, then what is not known."""
    is_aimed_at = _is_aimed_at(criterion, asset)
    if is_aimed_at is False:
        return Duty.NOT_BOUND, _OTHER_SORT
    passes = _passes(criterion, asset, assets, inventory)
    if passes is False:
        return Duty.NOT_BOUND, _BELOW
    if passes is None or is_aimed_at is None:
        return Duty.NOT_KNOWN, _LACKS
    return Duty.BOUND, NO_TEXT


def _is_aimed_at(criterion: AssetCriterion, asset: EstateAsset) -> bool | None:
    """Say whether an asset is of the sort that a rule asks; None when what is known does not tell."""
    stated = [(getattr(asset, name), expected) for name, expected in criterion.asks.items()]
    if any(value is not None and value.value != expected for value, expected in stated):
        return False
    return None if any(value is None for value, _wanted in stated) else True


def _passes(
    criterion: AssetCriterion, asset: EstateAsset, assets: Sequence[EstateAsset], inventory: Inventory
) -> bool | None:
    """Say whether the threshold is passed; None when what is known does not tell.

    Others of its site count with it where they are of the sort that the rule asks, and may where nothing tells.
    """
    if not criterion.measure:
        return True
    others, is_whole = [], True
    if criterion.is_summed:
        others, is_whole = [one for one in assets if one is not asset], inventory.is_complete
    elif criterion.is_by_site:
        others = [one for one in assets if one is not asset and asset.site and one.site == asset.site]
        is_whole = inventory.is_complete and bool(asset.site)
    counted = [
        getattr(one, criterion.measure) for one in (asset, *others) if one is asset or _is_aimed_at(criterion, one)
    ]
    possible = [getattr(one, criterion.measure) for one in others if _is_aimed_at(criterion, one) is None]
    known = [value for value in counted if value is not None]
    if criterion.below is not None and sum(known) >= criterion.below:
        return False
    if known and criterion.is_passed_by(sum(known)):
        return True if criterion.below is None or len(known) == len(counted) else None
    is_known = is_whole and None not in {*counted, *possible}
    return False if is_known and not criterion.is_passed_by(sum(counted) + sum(possible)) else None


def _consumption_cut(
    criterion: AssetCriterion, asset: EstateAsset
) -> tuple[float | None, tuple[int, int] | None, int | None]:
    """By how much consumption fell from the reference year to the latest that is known, or between two in a row.

    It is a part of that of the year which the rule names, where the inventory tells it, else of the first of the two.
    """
    energy = {use.year: asset.energy_of(use.year) for use in asset.energy if use.year}
    base = criterion.cut_of if criterion.cut_of and energy.get(criterion.cut_of) else None
    for year in sorted(energy, reverse=True):
        start_year = asset.reference_year if criterion.cut_by else year - 1
        before, now = energy.get(start_year) if start_year else None, energy[year]
        whole = energy[base] if base else before
        if start_year and start_year < year and before is not None and whole and now is not None:
            return round((before - now) / whole * 100, 1), (start_year, year), base
    return None, None, None


def _renovated_area(asset: EstateAsset, inventory: Inventory) -> tuple[float | None, int | None]:
    """The floor area that works are stated to have renovated in the latest year of the inventory."""
    year = next(iter(inventory.documented_years), None)
    areas = [works.renovated_m2 for works in asset.works if works.year == year and works.renovated_m2 is not None]
    return sum(areas) if areas else None, year


def whole_figure(criterion: AssetCriterion, inventory: Inventory) -> Figure | None:
    """Return what the whole estate does of an aim that all public bodies share; None for any other rule.

    That of the latest year which tells it; of the latest year when none does. Where nothing tells the year that the
    rule names, the change from the year before is given, under its own name.
    """
    if not criterion.renovated_pct and not criterion.cut_of:
        return None
    years = inventory.documented_years[:1] if criterion.renovated_pct else inventory.years
    measure = RENOVATED if criterion.renovated_pct else CHANGE
    figures = [change_of(inventory, year, criterion.cut_of) for year in years] if criterion.cut_of else []
    figures += [
        figure for year in years for figure in estate_figures(inventory, year, None) if what_of(figure) == measure
    ]
    return next((figure for figure in figures if figure.is_known), next(iter(figures), None))


def duty_by_assets(criterion: AssetCriterion | None, inventory: Inventory | None, day: date) -> tuple[Duty, Text]:
    """Say whether a rule that bears on assets binds an authority, as far as its inventory tells."""
    if inventory is None or not inventory.is_known:
        return Duty.NOT_KNOWN, _NO_INVENTORY
    if criterion is None:
        return Duty.NOT_KNOWN, _NOT_IN_INVENTORY
    readings = read_assets(criterion, inventory, day)
    bound = sum(reading.duty is Duty.BOUND for reading in readings)
    if bound:
        return Duty.BOUND, Sentence("{bound} bien(s) de l’inventaire", bound=bound)
    if any(reading.duty is Duty.NOT_KNOWN for reading in readings):
        return Duty.NOT_KNOWN, _LACKS
    if inventory.is_complete:
        return Duty.NOT_BOUND, _NONE
    return Duty.NOT_KNOWN, _NOT_COMPLETE


_NO_INVENTORY = Sentence("par bien : sans inventaire, on ne sait pas")
_NOT_IN_INVENTORY = Sentence("l’inventaire ne dit pas ce que cette règle regarde")
_LACKS = Sentence("l’inventaire ne dit pas tout ce que la règle demande")
_NONE = Sentence("inventaire déclaré complet, aucun bien visé")
_NOT_COMPLETE = Sentence("aucun bien visé dans l’inventaire, qui n’est pas déclaré complet")
_OTHER_SORT = Sentence("la règle ne vise pas cette sorte de bien")
_BELOW = Sentence("en dehors du seuil")
