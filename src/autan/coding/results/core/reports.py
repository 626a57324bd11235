"""A report by code, in words of one language, ready to be written as a page or as a document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportQuote:
    """Words of a text, who says them, and, for what is no answer, the kind of the text."""

    name: str
    source: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCode:
    """One code: its place in the tree, what it means, how many say it, and their words."""

    label: str
    depth: int
    definition: str
    count: str
    names: str
    quotes: tuple[ReportQuote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReport:
    """What was said of each code of a codebook."""

    language: str
    title: str
    subtitle: str
    notes: tuple[str, ...]
    codes: tuple[ReportCode, ...]
