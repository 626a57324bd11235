"""The page of a grid: shown, filled from a workbook, saved, or come back as it was typed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.evidence.grids.presenters import Grid
from autan.ground.errors import DomainError, Fault, ImportFileError
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.views import attached

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_BYTES = 5_000_000
_WORKBOOK = "classeur"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPage:
    """The page of one grid, for one request; who may open it is asked by the view that makes it.

    Attributes:
        save: writes the rows that changed and returns the words of what was done; empty when a row is refused, with
            what is wrong put in it.
        template: page of the room, which includes `grids/grid.html`.
        file: name of the workbook, without its extension.
        query: what the address of the page asks, kept once it is saved.
        refusal: why nothing of it may be saved, empty when it may.
    """

    request: HttpRequest
    grid: Grid
    save: Callable[[Grid], str]
    template: str
    file: str
    query: str = ""
    refusal: str = ""
    context: dict[str, Any] = field(default_factory=dict)

    def answer(self) -> HttpResponse:
        """Give the page, the workbook, or what becomes of what was sent."""
        if self.request.method != "POST":
            if _WORKBOOK in self.request.GET:
                return attached(self.grid.write(), f"{self.file}.xlsx", XLSX)
            return self._show()
        self.grid.take(self.request.POST.dict())
        if _WORKBOOK in self.request.POST:
            return self._read()
        return self._save()

    def _read(self) -> HttpResponse:
        """Fill the cells from a workbook, and save nothing."""
        upload = self.request.FILES.get("workbook")
        if upload is None or (upload.size or 0) > MAX_BYTES:
            return self._show(status=422, refusal=_("Donnez un classeur d’au plus 5\u00a0Mo."))
        try:
            self.grid.read(upload.read(), upload.name or "")
        except ImportFileError as error:
            return self._show(status=422, faults=error.faults, refusal=_("Ce classeur n’est pas repris."))
        return self._show(read=len(self.grid.changed), is_read=True)

    def _save(self) -> HttpResponse:
        if self.refusal:
            return self._show(status=422, refusal=self.refusal)
        if not self.grid.changed:
            messages.info(self.request, _("Rien n’a changé."))
            return self._back()
        try:
            message = self.save(self.grid)
        except DomainError as error:
            return self._show(status=422, refusal=refusal_words(error))
        if self.grid.refused:
            return self._show(status=422)
        messages.success(self.request, message)
        return self._back()

    def _back(self) -> HttpResponse:
        return redirect(f"{self.request.path}?{self.query}" if self.query else self.request.path)

    def _show(
        self, *, status: int = 200, refusal: str = "", faults: tuple[Fault, ...] = (), **more: Any
    ) -> HttpResponse:
        context = {"grid": self.grid, "query": self.query, "refusal": refusal, "faults": faults, **self.context, **more}
        return render(self.request, self.template, context, status=status)
