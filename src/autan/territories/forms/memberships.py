"""What a coordinator says of members: which EPCI, since when, until when, on what source; and of their contours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.forms.fields import day_field, list_field
from autan.perimeters.core.departments import DEPARTMENTS
from autan.perimeters.lake.register import holds_epci
from autan.territories.core.members import Certainty


class SourceForm(forms.Form):
    """The source of what is said, and the place in it."""

    source = forms.CharField(label=_("Source\u00a0: titre du document ou de la page"), max_length=400)
    source_url = forms.URLField(label=_("Son adresse"), required=False, max_length=500, assume_scheme="https")
    locator = forms.CharField(label=_("Endroit dans la source"), required=False, max_length=200)

    @property
    def as_source(self) -> dict[str, str]:
        """The source, as the actions take it."""
        given = self.cleaned_data
        return {"title": given["source"], "url": given["source_url"], "locator": given["locator"]}


class EpciChoiceForm(forms.Form):
    """What is searched in the national register, and what is ticked: `sirens` holds those that the register knows."""

    q = forms.CharField(label=_("Nom, commune ou SIREN"), required=False, max_length=80)
    department = forms.ChoiceField(
        label=_("Département"),
        required=False,
        choices=[("", _("tous")), *((code, f"{code} {name}") for code, name in DEPARTMENTS.items())],
    )

    @property
    def sirens(self) -> list[str]:
        """SIREN ticked, in the order given, those of the register alone."""
        given = self.data.getlist("sirens") if hasattr(self.data, "getlist") else []
        return [siren for siren in dict.fromkeys(given) if holds_epci(siren)]


class AdmissionForm(SourceForm):
    """Since when, how surely, on what source several EPCI are members."""

    valid_from = day_field(_("Membres depuis le (vide si inconnu)"), required=False)
    certainty = list_field(_("Certitude"), Certainty)
    field_order = ("valid_from", "certainty", "source", "source_url", "locator")


class MembershipForm(AdmissionForm):
    """The same of one member; a source that is not given leaves those that stand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].label = _("Membre depuis le (vide si inconnu)")
        self.fields["source"].required = False
        self.fields["source"].label = _("Autre source, ajoutée à celles-ci")


class LeavingForm(SourceForm):
    """The last day of a member, and what says so."""

    on = day_field(_("Dernier jour"))
    field_order = ("on", "source", "source_url", "locator")


class ContoursForm(forms.Form):
    """A file of contours, and who drew them."""

    file = forms.FileField(label=_("Fichier GeoJSON, en WGS 84"))
    credit = forms.CharField(
        label=_("Qui a dessiné ces contours, et quand\u00a0: dit sous chaque carte"), max_length=200
    )
