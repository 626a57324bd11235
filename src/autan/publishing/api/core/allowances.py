"""How many requests one caller may make: a fixed window of a minute."""

from dataclasses import dataclass, field

WINDOW_SECONDS = 60
_MOST_CALLERS = 10_000


@dataclass(slots=True)
class Allowance:
    """Counts the requests of each caller in the minute under way; held by one process.

    Attributes:
        counts: requests of each caller in the window.
        window: number of the minute that is counted.
    """

    counts: dict[str, int] = field(default_factory=dict)
    window: int = 0

    def seconds_to_wait(self, caller: str, *, limit: int, now: float) -> int:
        """Count one request; return 0 when it is within the limit, else in how many seconds the caller may ask again.

        Args:
            caller: who asks.
            limit: requests allowed in a minute.
            now: time, in seconds.

        >>> allowance = Allowance()
        >>> [allowance.seconds_to_wait("ada", limit=2, now=119.0 + i / 10) for i in range(3)]
        [0, 0, 1]
        """
        window = int(now // WINDOW_SECONDS)
        if window != self.window or len(self.counts) >= _MOST_CALLERS:
            self.counts, self.window = {}, window
        self.counts[caller] = self.counts.get(caller, 0) + 1
        if self.counts[caller] <= limit:
            return 0
        return max(1, round((window + 1) * WINDOW_SECONDS - now))
