"""One change made to many actions at once, told before it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.ground.errors import DomainError
from autan.ground.wordings import Text
from autan.plans.projects.core.fields import BY_CODE, expected_in, read_field

BULK_FIELDS = (
    "status",
    "status_reason",
    "priority",
    "lead",
    "department",
    "partners",
    "themes",
    "scope",
    "start",
    "end",
)
MOST_SHEETS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChange:
    """The same values put in several sheets: what is typed in each field, by code."""

    values: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse a change that says nothing, of another field, or with a value that cannot be read."""
        if not self.values:
            raise DomainError("choisissez au moins un champ à changer")
        for code, text in self.values.items():
            if code not in BULK_FIELDS:
                message = "le champ «\u202f{code}\u202f» ne se change pas sur plusieurs fiches"
                raise DomainError(message, code=code)
            if read_field(BY_CODE[code], text) is None:
                message = "{label}, «\u202f{typed}\u202f»\u00a0: {expected}"
                raise DomainError(
                    message, label=BY_CODE[code].label, typed=text[:80], expected=expected_in(BY_CODE[code])
                )

    def changes_of(self, typed: Mapping[str, str]) -> tuple[tuple[Text, str, str], ...]:
        """Return what it would change in one sheet: name of the field, before, after."""
        return tuple(
            (BY_CODE[code].label, typed.get(code, ""), text)
            for code, text in self.values.items()
            if typed.get(code, "") != text
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkItem:
    """What a change would do to one sheet; nothing when it says so already."""

    slug: str
    title: str
    changes: tuple[tuple[Text, str, str], ...]


def preview_bulk(change: BulkChange, sheets: Sequence[tuple[str, str, Mapping[str, str]]]) -> tuple[BulkItem, ...]:
    """Say what a change would do to each sheet."""
    if not 0 < len(sheets) <= MOST_SHEETS:
        message = "choisissez de 1 à {most_sheets} fiches"
        raise DomainError(message, most_sheets=MOST_SHEETS)
    return tuple(BulkItem(slug=slug, title=title, changes=change.changes_of(typed)) for slug, title, typed in sheets)
