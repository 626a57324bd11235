"""What the duties that bear on goods say of an estate, in words: each good, what is stated of it, what is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from autan.ground.texts.language import day, exact_number, words
from autan.plans.obligations.core.goods import GoodReading
from autan.plans.obligations.core.obligations import Duty
from autan.plans.obligations.core.rules import ObligationRule

type GoodsRead = Sequence[tuple[ObligationRule, tuple[GoodReading, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodLine:
    """One good under a rule: whether it is bound, why not, what is stated against what is asked."""

    name: str
    duty: str
    detail: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGoods:
    """The goods of an estate under one rule, those that it binds first; others are counted."""

    rule: ObligationRule
    due: str
    bound: tuple[GoodLine, ...]
    not_known: tuple[GoodLine, ...]
    others: int


def rules_of_goods(read: GoodsRead) -> list[RuleGoods]:
    """Give the goods of an estate under each rule."""
    return [
        RuleGoods(
            rule=rule,
            due=day(rule.due) if rule.due else "",
            bound=tuple(_line(rule, one) for one in readings if one.duty is Duty.BOUND),
            not_known=tuple(_line(rule, one) for one in readings if one.duty is Duty.NOT_KNOWN),
            others=sum(one.duty is Duty.NOT_BOUND for one in readings),
        )
        for rule, readings in read
    ]


def _line(rule: ObligationRule, reading: GoodReading) -> GoodLine:
    details = _details(rule, reading) if reading.duty is Duty.BOUND else iter((words(reading.reason),))
    return GoodLine(
        name=reading.good.name,
        duty=words(reading.duty.label),
        detail=" · ".join(details),
        is_known=reading.duty is not Duty.NOT_KNOWN,
    )


def _details(rule: ObligationRule, reading: GoodReading) -> Iterator[str]:
    criterion = rule.bears_on
    if criterion is None:
        return
    if criterion.equipped:
        stated = {True: _("équipé, selon l’inventaire"), False: _("pas équipé, selon l’inventaire")}
        yield stated[reading.is_equipped] if reading.is_equipped is not None else _("équipement non renseigné")
    if criterion.share and reading.aim is not None:
        asked = _("%(aim)s\u00a0%% demandés") % {"aim": exact_number(reading.aim)}
        if reading.share is None:
            yield _("part non renseignée, %(asked)s") % {"asked": asked}
        else:
            yield _("%(share)s\u00a0%% selon l’inventaire, %(asked)s") % {
                "share": exact_number(reading.share),
                "asked": asked,
            }
    if criterion.cut_pct:
        yield _cut_words(reading, criterion.cut_pct, criterion.cut_by)


def _cut_words(reading: GoodReading, asked: float, by: int | None) -> str:
    fields = {"asked": exact_number(asked), "by": by, "year": reading.cut_year, "from": reading.good.reference_year}
    if reading.cut is None:
        return _("évolution non connue depuis l’année de référence, −%(asked)s\u00a0%% demandés en %(by)s") % fields
    fields["change"] = f"{'−' if reading.cut >= 0 else '+'}{exact_number(abs(reading.cut))}"
    return _("%(change)s\u00a0%% de %(from)s à %(year)s, −%(asked)s\u00a0%% demandés en %(by)s") % fields
