"""A declared list as its page shows it: the form of its filter, one page of its rows, and the way to the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from autan.ground.lists.core import ListFilter, Parameter
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import number, words
from autan.ground.wordings import Text

type Words = str | Promise
type Choices = Sequence[tuple[str, str]]
type Slice = Callable[[int, int], tuple[Sequence[Any], int]]
"""Gives the rows from one rank to another, and how many there are in all."""

_MOST_PAGES = 10_000
_SHOW = _("Afficher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        code: what its cells call it: `labels.<code>`, shown beside each on a telephone.
        label: its heading; empty for a column of boxes to tick.
    """

    code: str
    label: Words | Text = ""
    is_number: bool = False

    @property
    def heading(self) -> Words:
        """Its heading, in the language of the page."""
        return words(self.label) if isinstance(self.label, Text) else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterField:
    """One field of the form of a list: words to type, or choices with the chosen one."""

    parameter: Parameter
    label: str
    blank: str
    choices: Choices
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a list, for one reader.

    `query` is what the address asks for, its page apart: links and files keep it.
    """

    declared: "DeclaredList"
    page: "Page[Any]"
    rows: Sequence[Any]
    columns: Sequence[Column]
    fields: Sequence[FilterField]
    query: str
    is_narrowed: bool = False

    @property
    def nothing(self) -> Words:
        """What is said in place of rows: that none fits what was chosen, or that there are none."""
        return self.declared.empty if self.is_narrowed else self.declared.none or self.declared.empty

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self.page.paginator.count

    @property
    def folded(self) -> list[FilterField]:
        """The fields that are to be unfolded."""
        return [field for field in self.fields if field.parameter.is_folded]

    @property
    def is_unfolded(self) -> bool:
        """True when something is chosen among them, their order apart."""
        return any(field.chosen for field in self.folded if field.parameter.blank)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredList:
    """A list, said once: what its pages, its form and its table follow from.

    Attributes:
        size: rows a page.
        columns: of its table; none for a list of items.
        item: the tag of an item, or of the row of a table; empty when the item brings its own.
        filter: what an address may ask of it.
        empty: what is said where no row fits what is chosen.
        none: what is said where nothing is chosen, and there is no row.
    """

    size: int
    caption: Words = ""
    empty: Words = ""
    none: Words = ""
    columns: tuple[Column, ...] = ()
    item: str | None = None
    look: str = "fact-list"
    filter: type[ListFilter] = ListFilter
    act: Words = _SHOW

    def page(
        self,
        query: QueryDict,
        source: "QuerySet[Any] | Sequence[Any] | Slice",
        *,
        show: Callable[[Sequence[Any]], Iterable[Any]] = tuple,
        columns: Sequence[Column] | None = None,
        chosen: ListFilter | None = None,
        offered: Mapping[str, Choices] | None = None,
        counts: Mapping[str, Mapping[Any, int]] | None = None,
    ) -> ListPage:
        """Return the page that an address asks for: the nearest one when there is none of its number.

        Args:
            query: the address.
            source: the rows that the filter keeps, in its order; only those of the page are read.
            show: gives the rows of the page as they are shown.
            columns: those of its table that are shown; all of them when None.
            chosen: its filter, as the address was read; read here when None.
            offered: choices that depend on the network or on the reader, by field of the filter.
            counts: how many rows each choice keeps, by field of the filter.
        """
        page, rows = self._cut(query.get("page"), source)
        filter_chosen = self.filter.read(query) if chosen is None else chosen
        parameters = query.copy()
        parameters.pop("page", None)
        return ListPage(
            declared=self,
            page=page,
            rows=tuple(show(rows)),
            columns=self.columns if columns is None else columns,
            fields=_fields(filter_chosen, offered or {}, counts or {}),
            query=parameters.urlencode(),
            is_narrowed=not filter_chosen.keeps_all,
        )

    def _cut(self, number: str | None, source: Any) -> tuple["Page[Any]", Sequence[Any]]:
        if not callable(source):
            page: Page[Any] = Paginator(source, self.size).get_page(number)
            return page, list(page.object_list)
        start = (int(number) - 1) * self.size if number and 0 < (read_whole(number) or 0) < _MOST_PAGES else 0
        rows, count = source(start, start + self.size)
        page = Paginator(range(count), self.size).get_page(number)
        if count and page.start_index() - 1 != start:
            rows, count = source(page.start_index() - 1, page.end_index())
        return page, rows


def _fields(
    chosen: ListFilter, offered: Mapping[str, Choices], counts: Mapping[str, Mapping[Any, int]]
) -> list[FilterField]:
    """The fields of the form; a choice that nothing is offered for is left out."""
    fields = []
    for name, parameter in chosen.parameters().items():
        choices = offered.get(name) or [(code, words(label)) for code, label in parameter.choices]
        blank = words(parameter.blank)
        if name in counts:
            choices = [(code, f"{label} ({number(counts[name].get(code, 0))})") for code, label in choices]
            blank = f"{blank} ({number(sum(counts[name].values()))})"
        if parameter.label and (choices or parameter.is_text):
            value = getattr(chosen, name)
            fields.append(
                FilterField(
                    parameter=parameter,
                    label=words(parameter.label),
                    blank=blank,
                    choices=choices,
                    chosen="" if value is None else str(value),
                )
            )
    return fields
