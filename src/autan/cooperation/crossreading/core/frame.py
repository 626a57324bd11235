"""The common frame that plans are read on: domains crossed with themes, in dated versions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from autan.ground.errors import DomainError
from autan.ground.wordings import Text

WHOLE = "whole"
"""Theme of what is about the whole territory."""
type Cell = tuple[str, str]
"""Code of a domain, and of a theme."""


class FrameError(DomainError):
    """Something is not on the frame, or cannot be added to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameDomain:
    """One domain of the frame.

    Attributes:
        quantities: quantities of targets that are about it.
        themes: themes whose actions usually serve it.
    """

    code: str
    short: str
    label: Text
    quantities: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTheme:
    """One theme of the frame."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFrame:
    """A version of the frame.

    Attributes:
        version: its name: the day that it stands from, and a rank where several stand from one day.
        parts: theme of each part that targets are about (sector).
    """

    version: str
    since: date
    source: Text
    domains: tuple[FrameDomain, ...]
    themes: tuple[FrameTheme, ...]
    parts: Mapping[str, str]

    def domain(self, code: str) -> FrameDomain:
        """Return a domain."""
        return _find_by_code(self.domains, code, "domaine")

    def theme(self, code: str) -> FrameTheme:
        """Return a theme."""
        return _find_by_code(self.themes, code, "thème")

    def holds(self, domains: Sequence[str], theme: str) -> bool:
        """Say whether every domain and the theme are on the frame."""
        known = {domain.code for domain in self.domains}
        return set(domains) <= known and theme in {theme.code for theme in self.themes}

    def domain_of(self, quantity: str) -> str:
        """Return the domain of a quantity that targets are about; empty when none has it."""
        return next((domain.code for domain in self.domains if quantity in domain.quantities), "")


def _find_by_code[C: (FrameDomain, FrameTheme)](entries: Sequence[C], code: str, label: str) -> C:
    for entry in entries:
        if entry.code == code:
            return entry
    message = "le cadre n’a pas de {what} «\u202f{code}\u202f»"
    raise FrameError(message, what=label, code=code)


def extend_frame(
    frame: CommonFrame,
    *,
    version: str,
    since: date,
    domains: Sequence[FrameDomain] = (),
    themes: Sequence[FrameTheme] = (),
) -> CommonFrame:
    """Return a later version of a frame, with domains and themes added at the end.

    Raises FrameError: nothing is added, a code is taken, or the day is before that of the version before.
    """
    taken = {domain.code for domain in frame.domains} | {theme.code for theme in frame.themes}
    codes = [*(domain.code for domain in domains), *(theme.code for theme in themes)]
    if not codes:
        raise FrameError("une nouvelle version du cadre ajoute au moins un domaine ou un thème")
    if len({*codes}) < len(codes) or taken & {*codes}:
        raise FrameError("le cadre a déjà un domaine ou un thème de ce nom")
    if since < frame.since:
        message = "une version du cadre ne commence pas avant la précédente ({before})"
        raise FrameError(message, before=frame.since.isoformat())
    return replace(
        frame, version=version, since=since, domains=(*frame.domains, *domains), themes=(*frame.themes, *themes)
    )
