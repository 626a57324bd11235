"""The one page of imports: a file is given, what it would write is shown, then confirmed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.imports.actions import confirm_pending, decide_pending, keep_pending
from autan.evidence.imports.core import SKIPS, Import, Preview, Upload
from autan.evidence.imports.forms import UploadForm
from autan.evidence.imports.models import PendingImport
from autan.evidence.imports.presenters import DECIDED, describe_counts, present_preview
from autan.evidence.imports.queries import UnknownPendingImportError, find_pending
from autan.ground.errors import ConflictError, Fault, ImportFileError, NotAllowedError, RuleError
from autan.ground.heavy_work import enter_lane
from autan.ground.texts.refusals import refusal_words
from autan.people.accounts.access import person_of

PENDING = "fichier"
"""What names a file that waits, in the address of its preview."""


def answer_import(
    request: HttpRequest,
    importing: Import[Any],
    template: str,
    context: Mapping[str, Any],
    *,
    form: Callable[..., UploadForm] = UploadForm,
    is_heavy: bool = False,
    next_url: str = "",
) -> HttpResponse:
    """Answer the page of one kind of import; who may open it is asked by the view that calls it.

    `template` is a page of the room, which extends `intake/preview.html`. Where reading a file costs more than a page
    (`is_heavy`), its preview is made in the lane of heavy work. `next_url`: where to go once written; else the form.
    """
    return _ImportPage(request, importing, form, template, context, is_heavy, next_url).answer()


@dataclass(frozen=True, slots=True)
class _ImportPage:
    """The page of one kind of import, for one request."""

    request: HttpRequest
    importing: Import[Any]
    form: Callable[..., UploadForm]
    template: str
    context: Mapping[str, Any]
    is_heavy: bool
    then: str

    def answer(self) -> HttpResponse:
        """Show the form, the preview of a file, or the end of its import."""
        if self.request.method != "POST":
            return self._show_pending() if PENDING in self.request.GET else self._show(self.form())
        if "confirm" in self.request.POST:
            return self._confirm()
        if "decide" in self.request.POST:
            return self._decide()
        form = self.form(self.request.POST, self.request.FILES)
        return self._preview(form) if form.is_valid() else self._show(form, status=422)

    def _preview(self, form: UploadForm) -> HttpResponse:
        """Show what a file would write, and keep it until it is confirmed."""
        upload = form.upload
        if self.is_heavy:
            return self._go_to(self._keep(upload))
        try:
            preview = self.importing.read(upload)
        except ImportFileError as error:
            return self._refuse(form, upload.file, error.faults)
        if (preview.is_refused or not preview.to_write) and not preview.questions:
            return self._show_preview(form, preview, status=422 if preview.is_refused else 200)
        return self._show_preview(form, preview, pending=self._keep(upload))

    def _keep(self, upload: Upload) -> PendingImport:
        by, now = person_of(self.request), timezone.now()
        return keep_pending(by=by, kind=self.importing.kind, upload=upload, now=now)

    def _find(self, number: str) -> PendingImport:
        by = person_of(self.request)
        return find_pending(by=by, kind=self.importing.kind, number=number, now=timezone.now())

    def _go_to(self, pending: PendingImport) -> HttpResponse:
        return redirect(f"{self.request.path}?{PENDING}={pending.pk}#apercu")

    def _show_pending(self) -> HttpResponse:
        """Show again what a file that waits would write."""
        enter_lane()
        form = self.form()
        try:
            pending = self._find(self.request.GET[PENDING])
            preview = self.importing.read(pending.upload)
        except UnknownPendingImportError as error:
            return self._show(form, status=410, refusal=refusal_words(error))
        except ImportFileError as error:
            return self._refuse(form, error.file, error.faults)
        return self._show_preview(form, preview, pending=pending)

    def _decide(self) -> HttpResponse:
        """Keep what was decided of a file that waits, and show what it would write now."""
        data = self.request.POST
        try:
            pending = self._find(data["decide"])
        except UnknownPendingImportError as error:
            return self._show(self.form(), status=410, refusal=refusal_words(error))
        decided = {name.removeprefix(DECIDED): data.get(name, "") for name in data if name.startswith(DECIDED)}
        decide_pending(pending, {key: str(text).strip() for key, text in decided.items()}, skips=SKIPS in data)
        return self._go_to(pending)

    def _confirm(self) -> HttpResponse:
        """Write what was shown; show it again where it is no longer the same."""
        by, data, form = person_of(self.request), self.request.POST, self.form()
        try:
            pending = self._find(data["confirm"])
        except UnknownPendingImportError as error:
            return self._show(form, status=410, refusal=refusal_words(error))
        removes, digest = "removes" in data, data.get("digest", "-")
        try:
            applied = confirm_pending(self.importing, pending, by=by, digest=digest, removes=removes)
        except ImportFileError as error:
            return self._refuse(form, pending.file, error.faults)
        except ConflictError as error:
            preview = self.importing.read(pending.upload)
            return self._show_preview(form, preview, pending=pending, status=409, refusal=refusal_words(error))
        # one of the rule errors, but with a page of its own
        except NotAllowedError:
            raise
        except RuleError as error:
            return self._show(form, status=422, refusal=refusal_words(error))
        fields = {"file": pending.file, "counts": describe_counts(applied)}
        messages.success(self.request, _("%(file)s est enregistré\u00a0: %(counts)s.") % fields)
        return redirect(self.then or self.request.path)

    def _refuse(self, form: UploadForm, file: str, faults: tuple[Fault, ...]) -> HttpResponse:
        return self._show_preview(form, Preview(file=file, faults=faults), status=422)

    def _show_preview(
        self, form: UploadForm, preview: Preview[Any], *, pending: PendingImport | None = None, **more: Any
    ) -> HttpResponse:
        shown = present_preview(preview, self.importing)
        return self._show(form, preview=preview, shown=shown, pending=pending, **more)

    def _show(self, form: UploadForm, *, status: int = 200, **more: Any) -> HttpResponse:
        return render(self.request, self.template, {"form": form, **self.context, **more}, status=status)
