"""The file of actions that somebody gives, and the fields that its columns may stand for."""

import re

from django import forms
from django.utils.translation import gettext_lazy

from autan.evidence.imports.forms import UploadForm
from autan.ground.texts.language import words
from autan.plans.action_files.core.national_filing import RENEWABLE_PERIODS
from autan.plans.action_files.core.worksheets import COLUMN_CHOICES


class ActionsUploadForm(UploadForm):
    """A file of actions: the national template, or any table whose columns are known."""

    skip_faults = forms.BooleanField(
        label=gettext_lazy(
            "Prendre les lignes sans attendre : ce qui reste en doute est gardé tel quel, hors des comptes"
        ),
        required=False,
    )


class RenewableYearsField(forms.CharField):
    """Four years in their order, one a period of the targets of renewable output; none where nobody says them."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Années des périodes 2 à 5 de la production renouvelable"),
            help_text=gettext_lazy(
                "Le formulaire national ne les dit pas : quatre années, dans l’ordre, comme 2021, 2026, 2030, 2050. "
                "Vide : ces objectifs ne sont ni pris ni donnés."
            ),
            required=False,
        )

    def clean(self, value: str) -> tuple[int, ...]:
        """Return the years."""
        written = super().clean(value)
        years = tuple(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", written))
        if written and (len(years) != len(RENEWABLE_PERIODS) or sorted(set(years)) != list(years)):
            raise forms.ValidationError(gettext_lazy("quatre années différentes, dans l’ordre"))
        return years


class FilingUploadForm(ActionsUploadForm):
    """A file of the national filing, with the years that it does not state."""

    renewable_years = RenewableYearsField()


class FilingYearsForm(forms.Form):
    """The years that a file of the national filing does not state, for one that leaves."""

    renewable_years = RenewableYearsField()


def field_choices() -> list[tuple[str, str]]:
    """Return what a column may stand for: code and words."""
    return [(code, words(label)) for code, label in COLUMN_CHOICES]
