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


def _words(label: Any, language: str, *, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput({"class": "wide"})
    widget.attrs["lang"] = language
    return forms.CharField(label=label, required=False, widget=widget)


class HeadingForm(forms.Form):
    """The title of a draft, and where its questions come from."""

    title_fr, title_en = _words(_("Titre"), "fr"), _words(_("Titre en anglais"), "en")
    note_fr = _words(_("D’où viennent les questions"), "fr", rows=5)
    note_en = _words(_("La même chose en anglais"), "en", rows=5)


class SectionForm(forms.Form):
    """The title of a section, and what introduces it."""

    title_fr, title_en = _words(_("Titre"), "fr"), _words(_("Titre en anglais"), "en")
    intro_fr, intro_en = _words(_("Introduction"), "fr", rows=3), _words(_("Introduction en anglais"), "en", rows=3)
    code = forms.CharField(label=_("Code"), required=False)


class NewSectionForm(SectionForm):
    """A new section, with its first question."""

    text_fr, text_en = _words(_("Question"), "fr", rows=2), _words(_("Question en anglais"), "en", rows=2)


class ChoiceListForm(forms.Form):
    """A choice list, one choice a line."""

    code = forms.CharField(label=_("Code de la liste"), required=False)
    lines = _words(_("Choix, un par ligne"), "fr", rows=12)
