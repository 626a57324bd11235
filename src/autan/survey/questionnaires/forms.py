"""What an author enters besides the questions: a new questionnaire, a file, a day."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from autan.ground.web.forms.fields import day_field
from autan.survey.questionnaires.queries import list_read_formats

MAX_BYTES = 20_000_000


class BlankForm(forms.Form):
    """The name of a new questionnaire."""

    title_fr = forms.CharField(label=_("Titre"), max_length=200)
    title_en = forms.CharField(label=_("Titre en anglais"), max_length=200, required=False)
    slug = forms.SlugField(
        label=_("Identifiant"),
        max_length=80,
        help_text=_("Lettres sans accent, chiffres, « - » et « _ ». Il reste le même pour toutes les versions."),
    )


class SourceFileForm(forms.Form):
    """A questionnaire made elsewhere."""

    file = forms.FileField(label=_("Fichier"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say beside the field which files can be read."""
        super().__init__(*args, **kwargs)
        formats = (f"{name} ({', '.join(endings)})" for name, endings in list_read_formats().items())
        self.fields["file"].help_text = f"{', '.join(formats)}."

    def clean_file(self) -> "File[bytes]":
        """Refuse what is too large before it is read."""
        file: File[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(_("Ce fichier est trop lourd : 20 Mo au plus."))
        return file


class PublishForm(forms.Form):
    """The day of a new version, and the draft that was read."""

    day = day_field(_("Date de la version"))
    revision = forms.IntegerField(widget=forms.HiddenInput)
