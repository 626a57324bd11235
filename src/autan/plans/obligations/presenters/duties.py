"""Duties in words: one of an authority, a table of a network, what is common, what goes into a calendar."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.language import colon, day, name_some, number, words
from autan.ground.wordings import Sentence, Text
from autan.plans.obligations.core.competences import Duty
from autan.plans.obligations.core.duty_status import DutyStatus
from autan.plans.obligations.core.rules import ObligationRule, RuleNature
from autan.plans.obligations.importers.rules import obligation_rules
from autan.plans.obligations.queries.duties import DutyView
from autan.plans.obligations.queries.records import OPEN_FILES
from autan.plans.plans.exporters import CalendarEntry
from autan.plans.plans.models import ActTableRecord

_SAYS = {
    "bound": Sentence("« obligée »"),
    "voluntary": Sentence("« volontaire »"),
    "none": Sentence("aucun membre du réseau obligé"),
}
_SHORT = {
    Duty.BOUND: Sentence("oui"),
    Duty.LIKELY_BOUND: Sentence("sans doute"),
    Duty.LIKELY_NOT_BOUND: Sentence("sans doute non"),
    Duty.NOT_BOUND: Sentence("non"),
    Duty.NOT_KNOWN: Text("?", "?"),
    Duty.NOT_IN_FORCE: Text("—", "—"),
}
_FEWEST_IN_COMMON = 2
_FILINGS = "pcaet_depot"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One duty of an authority, in words; `two_readings`: how its text reads both ways, empty where it reads one."""

    duty: str
    reason: str
    two_readings: str
    due: str
    state: str
    act: str


def duty_line(status: DutyStatus) -> DutyLine:
    """Give a duty of an authority in words."""
    return DutyLine(
        duty=words(status.reading.duty.label),
        reason=words(status.reading.reason),
        two_readings=_two_readings(status),
        due=due_words(status),
        state=state_words(status),
        act=_act_words(status),
    )


def _two_readings(status: DutyStatus) -> str:
    above = status.reading.disputed_above
    sentence = _(
        "Deux lectures du texte\u00a0: sans seuil selon la lettre\u202f; au-dessus de %(n)s habitants selon une autre."
    )
    return "" if above is None else sentence % {"n": number(above)}


def due_words(status: DutyStatus) -> str:
    """When a duty falls due, in words; empty when nothing gives a day."""
    if status.due is None:
        return ""
    first, last = status.due
    for when in (PartialDate(year=first.year), PartialDate(year=first.year, month=first.month)):
        if (when.first_day, when.last_day) == status.due:
            return words(when.words())
    if first == last:
        return day(first)
    return _("entre le %(first)s et le %(last)s") % {"first": day(first), "last": day(last)}


def state_words(status: DutyStatus) -> str:
    """How a duty stands, in words; empty where it does not bind."""
    if not status.is_binding:
        return ""
    if status.judged is not None:
        return words(status.judged.words)
    if status.reading.rule.is_collective:
        return _("objectif commun à tous les organismes publics")
    if not status.is_done:
        return _("sans date connue ici")
    if status.reading.rule.every_years:
        return _("fait au moins une fois, prochaine échéance non connue ici")
    return _("fait, sans date limite connue ici")


def _act_words(status: DutyStatus) -> str:
    act = status.act
    if act is None:
        return ""
    parts = [words(act.label), words(act.when.words()) if act.when else _("date non connue ici"), act.carrier]
    return ", ".join(filter(None, parts))


def duty_groups(views: Sequence[DutyView], *, on: date) -> list[dict[str, Any]]:
    """Give the duties of an authority, those that bind first; what is no longer in force stands last."""
    current = [view for view in views if view.reading.rule.is_in_force_on(on)]
    groups = [
        {"title": words(duty.label), "rows": tuple(_row(view) for view in current if view.reading.duty is duty)}
        for duty in Duty
    ]
    ended = tuple(_row(view) for view in views if view not in current and view.reading.duty is not Duty.NOT_IN_FORCE)
    groups.append({"title": _("règles qui ne sont plus en vigueur"), "rows": ended})
    return [group for group in groups if group["rows"]]


def binding_rows(views: Sequence[DutyView]) -> dict[str, Any]:
    """Give what binds an authority and has a day or an act, and what sources dispute."""
    shown = [
        view for view in views if view.statements or (view.status.is_binding and (view.status.due or view.status.act))
    ]
    return {"title": "", "rows": tuple(_row(view) for view in shown)}


def _row(view: DutyView) -> tuple[DutyLine, DutyView, tuple[tuple[Text, tuple[EvidenceRef, ...]], ...]]:
    return (
        duty_line(view.status),
        view,
        tuple((_SAYS[statement.says], statement.evidence) for statement in view.statements),
    )


def other_rules() -> list[tuple[str, list[ObligationRule]]]:
    """Give what binds nobody: options, dispensations, references, contracts, funds, what is to be watched."""
    return [
        (words(nature.label), rules)
        for nature in RuleNature
        if nature is not RuleNature.DUTY and (rules := [rule for rule in obligation_rules() if rule.nature is nature])
    ]


def rules_by_theme(rules: Iterable[ObligationRule]) -> list[tuple[str, list[ObligationRule]]]:
    """Give rules under their theme, in the order of the texts."""
    themes: dict[str, list[ObligationRule]] = {}
    for rule in rules:
        themes.setdefault(words(rule.theme.label), []).append(rule)
    return list(themes.items())


class ActSourceRow(NamedTuple):
    """What would show that a duty is met, what is read of it here; `table`: that of the network, if it gave one."""

    rule: ObligationRule
    read: str
    table: Mapping[str, Any]
    on: date | None


def act_source_rows(
    tables: Mapping[str, ActTableRecord], rules: Iterable[ObligationRule] | None = None
) -> list[ActSourceRow]:
    """Give each duty with what is read here of its acts, and the table that a network gave; empty where it is off."""
    rows = []
    for rule in rules or obligation_rules():
        if rule.nature is not RuleNature.DUTY:
            continue
        files = [OPEN_FILES[_FILINGS]] if "pcaet" in rule.met_by else []
        files += [OPEN_FILES[rule.code]] if rule.code in OPEN_FILES else []
        table = tables[rule.code].content if rule.code in tables else {}
        day = date.fromisoformat(table["on"]) if table else None
        rows.append(ActSourceRow(rule, ", ".join(map(words, files)), table, day))
    return rows


# A network: members beside duties.


type DutyStatuses = Mapping[str, Sequence[DutyStatus]]


def duty_table(statuses: DutyStatuses, shown: Mapping[str, str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Give the duties of a network by theme, with how many members each binds, and the cells of those named."""
    by_rule: dict[str, dict[str, DutyStatus]] = {}
    for siren, own in statuses.items():
        for status in own:
            by_rule.setdefault(status.reading.rule.code, {})[siren] = status
    themes: dict[str, list[dict[str, Any]]] = {}
    for members in by_rule.values():
        rule = next(iter(members.values())).reading.rule
        row = {
            "rule": rule,
            "count": _count_words(members.values()),
            "common": common_words(members.values()),
            "cells": tuple(_cell(members[siren], name) for siren, name in shown.items()),
        }
        themes.setdefault(words(rule.theme.label), []).append(row)
    return list(themes.items())


def _count_words(statuses: Iterable[DutyStatus]) -> str:
    """How many are bound: at least those that surely are; the others are told apart."""
    counts = Counter(status.reading.duty for status in statuses)
    unknown, likely = counts[Duty.NOT_KNOWN], counts[Duty.LIKELY_BOUND]
    unsure = unknown + likely + counts[Duty.LIKELY_NOT_BOUND]
    bound = number(counts[Duty.BOUND])
    parts = [_("au moins %(n)s") % {"n": bound} if unsure and counts[Duty.BOUND] else bound if not unsure else ""]
    parts += [_("%(n)s sans doute") % {"n": number(likely)}] if likely else []
    parts += [_("%(n)s\u00a0: on ne sait pas") % {"n": number(unknown)}] if unknown else []
    return ", ".join(filter(None, parts)) or _("aucun établi")


def common_words(statuses: Iterable[DutyStatus]) -> str:
    """What several members have in common: a day to come that is the same; empty when they have none."""
    days = Counter(
        status.due[1]
        for status in statuses
        if status.due and status.judged and status.judged.status is DeadlineStatus.DUE
    )
    if not days or max(days.values()) < _FEWEST_IN_COMMON:
        return ""
    count = max(days.values())
    due = min(when for when, members in days.items() if members == count)
    message = ngettext(
        "%(n)s d’entre vous a cette échéance\u00a0: %(day)s",
        "%(n)s d’entre vous ont la même échéance\u00a0: %(day)s",
        count,
    )
    return message % {"n": number(count), "day": day(due)}


def _cell(status: DutyStatus, name: str) -> dict[str, Any]:
    line = duty_line(status)
    full = "; ".join(filter(None, (line.duty, line.reason, line.due, line.act)))
    return {
        "name": name,
        "short": words(_SHORT[status.reading.duty]),
        "full": full,
        "state": line.state if status.judged else "",
        "is_known": status.reading.duty is not Duty.NOT_KNOWN,
        "accuses": status.accuses,
    }


# What falls due, day by day.


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """A duty that falls due on one day for some members."""

    due: date
    rule: ObligationRule
    names: tuple[str, ...]

    @property
    def members(self) -> str:
        """Some of their names, and how many there are."""
        return name_some(self.names)


def due_days_ahead(statuses: DutyStatuses, names: Mapping[str, str]) -> list[DueDay]:
    """Give what falls due for members, soonest first; of a day that is not sure, the last that it may be."""
    rows: dict[tuple[date, str], tuple[ObligationRule, list[str]]] = {}
    for siren, own in statuses.items():
        for status in own:
            if status.due and status.judged and status.judged.status is DeadlineStatus.DUE:
                rule = status.reading.rule
                rows.setdefault((status.due[1], rule.code), (rule, []))[1].append(names[siren])
    return [
        DueDay(due=due, rule=rule, names=tuple(who))
        for (due, _code), (rule, who) in sorted(rows.items(), key=lambda item: item[0])
    ]


def days_of_assets(on: date) -> list[tuple[date, ObligationRule]]:
    """Give the days to come of duties that bear on assets, which an inventory alone would tell."""
    dated = [(rule.due, rule) for rule in obligation_rules() if rule.asset and rule.due and rule.due >= on]
    return sorted(dated, key=lambda item: (item[0], item[1].code))


def calendar_entries(network: str, days: Iterable[DueDay]) -> list[CalendarEntry]:
    """Give what falls due as entries of a calendar."""
    return [
        CalendarEntry(
            uid=f"{network}-{item.rule.code}-{item.due.isoformat()}",
            day=item.due,
            title=f"{words(item.rule.label)}{colon()} {item.members}",
            description=words(item.rule.text),
        )
        for item in days
    ]


def change_rows(
    changes: Mapping[str, tuple[DutyStatus, DutyStatus]], names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Give what a new wording changes: the member, how it read, how it reads."""
    return [(names[siren], _both(before), _both(after)) for siren, (before, after) in changes.items()]


def _both(status: DutyStatus) -> str:
    return ", ".join(filter(None, (words(status.reading.duty.label), due_words(status))))
