"""The file that somebody gives to a page of import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.imports.core import Upload

MAX_UPLOAD_BYTES = 20_000_000


class UploadForm(forms.Form):
    """A file to take in. A room adds its options as fields; a file field `companion` is a second file beside it."""

    file = forms.FileField(label=_("Fichier"))

    def clean(self) -> dict[str, Any]:
        """Refuse a file too large to be kept."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("file", "companion"):
            if data.get(name) and data[name].size > MAX_UPLOAD_BYTES:
                self.add_error(name, _("Ce fichier dépasse 20\u00a0Mo."))
        return data

    @property
    def upload(self) -> Upload:
        """The file, once the form is valid."""
        options = dict(self.cleaned_data)
        file, companion = options.pop("file"), options.pop("companion", None)
        attachment = (companion.name, companion.read()) if companion else None
        return Upload(file=file.name, data=file.read(), options=options, companion=attachment)
