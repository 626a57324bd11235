"""When a campaign takes answers, and the words that say why it takes none."""

from dataclasses import dataclass
from datetime import date, datetime

from autan.ground.texts.core.notation import date_text
from autan.ground.texts.core.texts import Text

RESERVED_SLUGS = frozenset({"lien", "sans-message"})
"""Words that stand in the addresses of pages where the slug of a campaign would: no campaign may take them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The time during which a campaign takes answers.

    Attributes:
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
            french = "cette campagne n’est pas encore ouverte\u00a0: elle s’ouvre le {}"
            return date_text(self.opened_on, french, "this campaign opens on {}")
        closed = self.closed_at.date() if self.closed_at else self.closed_on
        if closed is None or not self.is_over(today):
            return None
        return date_text(closed, "cette campagne est close depuis le {}", "this campaign has been closed since {}")
