"""A part of a page that is a heading and a link until it is opened."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import QueryDict

from autan.ground.extension_points import PageSection
from autan.ground.web.presenters import is_opened, opening_address


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedPart:
    """A part of a page: the link that opens it, or its sections once it is open.

    Attributes:
        count: how many things it holds, said beside its heading; None when it is not a list, or not yet read.
    """

    code: str
    title: str
    url: str
    is_open: bool
    sections: tuple[PageSection, ...]
    count: int | None = None


def folded_part(
    *,
    code: str,
    title: str,
    path: str,
    query: QueryDict,
    build: Callable[[], Iterable[PageSection]],
    count: int | None = None,
) -> FoldedPart:
    """Return a part, built only where the address of the page opens it."""
    is_open = is_opened(query, code)
    return FoldedPart(
        code=code,
        title=title,
        url=opening_address(path, query, code),
        is_open=is_open,
        sections=tuple(build()) if is_open else (),
        count=count,
    )
