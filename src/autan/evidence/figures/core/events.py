"""Events: what a source older than an event says of it is an announcement, never that it took place."""

from collections.abc import Sequence

from autan.evidence.figures.core.deadlines import Days


def is_only_announced(event: Days, sources: Sequence[Days | None]) -> bool:
    """Say whether every source is older than an event: none can state that it took place.

    Args:
        event: the first and the last day on which it may have taken place.
        sources: the days on which each source may have been published; None for one that bears no date, which may be
            later than what it tells in the past.

    >>> from datetime import date
    >>> flights = date(2017, 3, 11), date(2017, 3, 16)
    >>> page = date(2017, 2, 23), date(2017, 2, 23)
    >>> is_only_announced(flights, [page]), is_only_announced(flights, [page, None]), is_only_announced(flights, [])
    (True, False, False)
    """
    return bool(sources) and all(days is not None and days[1] < event[0] for days in sources)
