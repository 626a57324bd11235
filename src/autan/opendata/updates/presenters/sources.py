"""Editions that the lake holds, in words: each with its age, its state and the members that it covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.opendata.measures.queries.editions import HeldEdition
from autan.opendata.sources.core.source_cards import SourceCard
from autan.opendata.updates.queries.data_start import is_context_series
from autan.territories.networks.core.members import Member

_DAYS_IN_MONTH = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """One edition of a source, with what a page says beside its card.

    Attributes:
        covered: how many members it covers, out of how many, or empty.
        missing: names of the members that it lacks.
    """

    edition: HeldEdition
    age: str
    covered: str
    missing: tuple[str, ...]
    state: str

    @property
    def card(self) -> SourceCard:
        """The card of the edition."""
        return self.edition.snapshot.card


def view_edition(edition: HeldEdition, *, members: Sequence[Member] = (), today: date) -> EditionRow:
    """Give the words of one edition.

    Args:
        edition: the edition.
        members: members of the network that is looked at; empty when there is none.
        today: day of the reader.
    """
    card = edition.snapshot.card
    is_context = not edition.is_damaged and is_context_series(card)
    # nothing can be read of a damaged table, nor said of whom it covers
    asked = () if edition.is_damaged or is_context else members
    missing = tuple(member.short_name for member in asked if member.siren not in edition.covered)
    covered = _("%(known)d sur %(total)d") % {"known": len(asked) - len(missing), "total": len(asked)}
    return EditionRow(
        edition=edition,
        age=_age((today - card.retrieved_on).days),
        covered=_("régions ou France") if is_context else covered if asked else "",
        missing=missing,
        state=_state(edition),
    )


def _state(edition: HeldEdition) -> str:
    if edition.is_damaged:
        return _("endommagée")
    return _("en usage") if edition.is_current else _("remplacée")


def _age(days: int) -> str:
    """Days, or months beyond two."""
    if days > 2 * _DAYS_IN_MONTH:
        months = days // _DAYS_IN_MONTH
        return ngettext("il y a %(count)d mois", "il y a %(count)d mois", months) % {"count": months}
    if days <= 0:
        return _("aujourd’hui")
    return ngettext("il y a %(count)d jour", "il y a %(count)d jours", days) % {"count": days}
