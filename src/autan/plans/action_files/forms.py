"""The file of actions that somebody gives, and the fields that its columns may stand for."""

from django import forms
from django.utils.translation import gettext_lazy

from autan.evidence.imports.forms import UploadForm
from autan.ground.texts.language import words
from autan.plans.action_files.core.worksheets import COLUMN_CHOICES


class ActionsUploadForm(UploadForm):
    """A file of actions: the national template, or any table whose columns are known."""

    skip_faults = forms.BooleanField(
        label=gettext_lazy(
            "Prendre les lignes sans attendre : ce qui reste en doute est gardé tel quel, hors des comptes"
        ),
        required=False,
    )


def field_choices() -> list[tuple[str, str]]:
    """Return what a column may stand for: code and words."""
    return [(code, words(label)) for code, label in COLUMN_CHOICES]
