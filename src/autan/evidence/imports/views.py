"""The one page of imports: a file is given, what it would write is shown, then confirmed."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.imports.actions import confirm_pending, keep_pending
from autan.evidence.imports.core import Import, Preview
from autan.evidence.imports.forms import UploadForm
from autan.evidence.imports.models import PendingImport
from autan.evidence.imports.presenters import describe_counts, present_preview
from autan.evidence.imports.queries import UnknownPendingImportError, find_pending
from autan.ground.errors import ConflictError, Fault, ImportFileError, NotAllowedError, RuleError
from autan.ground.texts.refusals import refusal_words
from autan.people.accounts.access import person_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage:
    """The page of one kind of import, for one request; who may open it is asked by the view that makes it.

    Attributes:
        form: class of the form of the file.
        template: page of the room, which extends `intake/preview.html`.
    """

    request: HttpRequest
    importing: Import[Any]
    form: type[UploadForm] = UploadForm
    template: str = "intake/preview.html"
    context: dict[str, Any] = field(default_factory=dict)

    def answer(self) -> HttpResponse:
        """Show the form, the preview of a file, or the end of its import."""
        if self.request.method != "POST":
            return self._show(self.form())
        if "confirm" in self.request.POST:
            return self._confirm()
        form = self.form(self.request.POST, self.request.FILES)
        return self._preview(form) if form.is_valid() else self._show(form, status=422)

    def _preview(self, form: UploadForm) -> HttpResponse:
        """Show what a file would write, and keep it until it is confirmed."""
        upload = form.upload
        try:
            preview = self.importing.read(upload)
        except ImportFileError as error:
            return self._refuse(form, upload.file, error.faults)
        if preview.is_refused or not preview.to_write:
            return self._show_preview(form, preview, status=422 if preview.is_refused else 200)
        by, now = person_of(self.request), timezone.now()
        pending = keep_pending(by=by, kind=self.importing.kind, upload=upload, now=now)
        return self._show_preview(form, preview, pending=pending)

    def _confirm(self) -> HttpResponse:
        """Write what was shown; show it again where it is no longer the same."""
        by, data, form = person_of(self.request), self.request.POST, self.form()
        try:
            pending = find_pending(by=by, kind=self.importing.kind, number=data["confirm"], now=timezone.now())
        except UnknownPendingImportError as error:
            return self._show(form, status=410, refusal=refusal_words(error))
        removes, digest = "removes" in data, data.get("digest", "-")
        try:
            done = confirm_pending(self.importing, pending, by=by, digest=digest, removes=removes)
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
        fields = {"file": pending.file, "counts": describe_counts(done)}
        messages.success(self.request, _("%(file)s est enregistré\u00a0: %(counts)s.") % fields)
        return redirect(self.request.path)

    def _refuse(self, form: UploadForm, file: str, faults: tuple[Fault, ...]) -> HttpResponse:
        return self._show_preview(form, Preview(file=file, faults=faults), status=422)

    def _show_preview(
        self, form: UploadForm, preview: Preview[Any], *, pending: PendingImport | None = None, **more: Any
    ) -> HttpResponse:
        shown = present_preview(preview, self.importing)
        return self._show(form, preview=preview, shown=shown, pending=pending, **more)

    def _show(self, form: UploadForm, *, status: int = 200, **more: Any) -> HttpResponse:
        return render(self.request, self.template, {"form": form, **self.context, **more}, status=status)
