"""The file of actions that somebody gives, and the fields that its columns may stand for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.imports.forms import UploadForm
from autan.plans.action_files.core.worksheets import AXES, IGNORED, PART, STEPS
from autan.plans.projects.core.fields import FIELDS
from autan.plans.projects.presenters.words import field_label


class ActionsUploadForm(UploadForm):
    """A file of actions: the national template, or any table whose columns are known."""

    skip_faults = forms.BooleanField(
        label=gettext_lazy("Laisser de côté les lignes fautives et prendre les autres"), required=False
    )


def field_choices() -> list[tuple[str, str]]:
    """Return what a column may stand for: code and words."""
    places = [_("Axe"), _("Sous-axe"), _("Sous-sous-axe")]
    others = [
        *zip(AXES, places, strict=True),
        (PART, _("Sous-action")),
        (STEPS, _("Étapes")),
        (IGNORED, _("ne pas lire")),
    ]
    return [*((field.code, field_label(field.code)) for field in FIELDS), *others]
