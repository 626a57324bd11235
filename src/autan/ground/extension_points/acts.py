"""What a room does when a backup is restored, every day, and holds of people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreStep:
    """What a room does once a backup was put in a home, such as holding messages that may have left meanwhile."""

    run: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyJob:
    """What a room does once a day beside the pages, such as sending reminders that have fallen due.

    Attributes:
        code: its name in the log.
        run: takes the moment; gives how many things it did. Run twice on one day, it does nothing more.
    """

    code: str
    run: Callable[[datetime], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNetworks:
    """Which networks an account belongs to: their coordination reads what becomes of it in the journal.

    `find` takes the number of the account; gives slugs of networks.
    """

    find: Callable[[int], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSubject:
    """Somebody of whom the product holds something, known by an address, with an account or not.

    Attributes:
        person: number of the account; None for whoever only held a personal link, or got messages.
        names: names of the account that nobody else known here bears: a row that keeps such a name alone is theirs.
        shared_names: their other names, which say of no row whose it is.
    """

    email: str
    person: int | None = None
    names: tuple[str, ...] = ()
    shared_names: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What names them and nobody else in a text: the address, which may hold a name, and names of their own."""
        return tuple(filter(None, (self.email, *self.names)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """What a room holds of people: told in the register, exported, erased, and swept when its time has passed.

    Attributes:
        code: key of the export, such as `accounts`.
        what: what is held; this and the next three are lazy translations.
        whom: of whom.
        why: for what, and on which ground of article 6 of the GDPR.
        kept: for how long, and what remains after an erasure.
        export: what is held of somebody, as objects for JSON.
        erase: removes what names somebody; gives how many rows changed. None where another entry does it.
        purge: removes what is older than its time, at a moment; counts without removing when `dry_run`.
    """

    code: str
    what: Any
    whom: Any
    why: Any
    kept: Any
    export: Callable[[DataSubject], Sequence[Mapping[str, Any]]]
    erase: Callable[[DataSubject], int] | None = None
    purge: Callable[..., int] | None = None
