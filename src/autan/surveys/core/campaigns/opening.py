"""When a campaign takes answers, and the words that say why it takes none."""

from dataclasses import dataclass
from datetime import date, datetime

from autan.evidence.core.notation import format_date
from autan.evidence.core.texts import Text

RESERVED_SLUGS = frozenset({"lien", "sans-message"})
"""Words that stand in the addresses of pages where the slug of a campaign would: no campaign may take them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The time during which a campaign takes answers.

    Attributes:
        opened_on: first day; None when it has none.
        closed_on: last day, which is open; None when it has none.
        closed_at: when it was closed by hand, or None.
    """

    opened_on: date | None
    closed_on: date | None
    closed_at: datetime | None = None

    def is_over(self, today: date) -> bool:
        """Say whether it was closed, by hand or by its last day.

        >>> Opening(opened_on=date(2026, 4, 1), closed_on=date(2026, 6, 30)).is_over(date(2026, 7, 1))
        True
        """
        return self.closed_at is not None or (self.closed_on is not None and today > self.closed_on)

    def refusal(self, today: date) -> Text | None:
        """Return why no answer is taken on a day, in words; None when the campaign is open.

        >>> Opening(opened_on=date(2026, 4, 1), closed_on=date(2026, 6, 30)).refusal(date(2026, 6, 30)) is None
        True
        """
        if self.opened_on and today < self.opened_on:
            return _say(self.opened_on, "cette campagne n’est pas encore ouverte\u00a0: elle s’ouvre le", "opens on")
        if self.closed_at is not None:
            return _say(self.closed_at.date(), "cette campagne est close depuis le", "has been closed since")
        if self.closed_on and today > self.closed_on:
            return _say(self.closed_on, "cette campagne est close depuis le", "has been closed since")
        return None


def _say(day: date, french: str, english: str) -> Text:
    return Text(
        f"{french} {format_date(day, language='fr')}", f"this campaign {english} {format_date(day, language='en')}"
    )
