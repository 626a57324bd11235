"""What the lake holds, in words: each edition with its age, its state and the members that it covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from autan.evidence.core.notation import format_date
from autan.observatory.queries.coverage import covered_territories
from autan.observatory.queries.figures import SourceStatus
from autan.territories.core.members import Member

DAYS_IN_MONTH = 30
YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One edition of a source in words.

    Attributes:
        slug: source, for the address of its page.
        title: title as published, in French.
        producer: who made it, in French.
        licence: terms of reuse.
        data_date: what the data are about.
        copied: day of the copy.
        age: how old the copy is.
        rows: number of rows.
        covered: how many members it covers, out of how many, or empty.
        missing: names of the members that it lacks.
        state: in use, replaced, or damaged.
        is_damaged: True when its table can no longer be read.
        remarks: what the reader repaired or set aside, in French.
    """

    slug: str
    title: str
    producer: str
    licence: str
    data_date: str
    copied: str
    age: str
    rows: int
    covered: str
    missing: tuple[str, ...]
    state: str
    is_damaged: bool
    remarks: tuple[str, ...]


def view_edition(status: SourceStatus, *, members: Sequence[Member], damaged: Sequence[str], today: date) -> EditionRow:
    """Give the words of one edition.

    Args:
        status: the edition.
        members: members of the network that is looked at; empty when there is none.
        damaged: names of the editions whose table can no longer be read.
        today: day of the reader.
    """
    card, language = status.snapshot.card, get_language() or "fr"
    is_damaged = f"{card.source}/{status.snapshot.name}" in damaged
    covered = covered_territories(status.snapshot)
    asked = () if is_damaged else members  # nothing can be read of a damaged table, nor said of whom it covers
    missing = tuple(member.short_name for member in asked if member.siren not in covered)
    day = card.period.end
    is_year = len(card.data_date) == YEAR_DIGITS or day is None
    return EditionRow(
        slug=card.source,
        title=card.title,
        producer=card.producer,
        licence=card.licence,
        data_date=card.data_date if is_year or day is None else format_date(day, language=language),
        copied=format_date(card.retrieved_on, language=language),
        age=_age((today - card.retrieved_on).days),
        rows=status.snapshot.rows,
        covered=_("%(known)d sur %(total)d") % {"known": len(asked) - len(missing), "total": len(asked)}
        if asked
        else "",
        missing=missing,
        state=_state(is_damaged=is_damaged, is_current=status.is_current),
        is_damaged=is_damaged,
        remarks=card.remarks,
    )


def _state(*, is_damaged: bool, is_current: bool) -> str:
    if is_damaged:
        return _("endommagée")
    return _("en usage") if is_current else _("remplacée")


def _age(days: int) -> str:
    """Days, or months beyond two."""
    if days > 2 * DAYS_IN_MONTH:
        months = days // DAYS_IN_MONTH
        return ngettext("il y a %(count)d mois", "il y a %(count)d mois", months) % {"count": months}
    if days <= 0:
        return _("aujourd’hui")
    return ngettext("il y a %(count)d jour", "il y a %(count)d jours", days) % {"count": days}
