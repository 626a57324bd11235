"""Forms of whoever coordinates a network: its settings, its members, its people, its facts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.core.stated_facts import Confidence, StatedFact, Topic
from autan.ground.texts.core.periods import Period
from autan.ground.texts.language import words
from autan.ground.web.forms.fields import day_field, list_field, text_area
from autan.ground.wordings import Text
from autan.territories.networks.actions.membership_imports import make_source
from autan.territories.networks.actions.networks import SETTINGS
from autan.territories.networks.core.colours import PRODUCT
from autan.territories.networks.core.members import Certainty, Member
from autan.territories.networks.importers.stated_facts import parse_number
from autan.territories.networks.models import ROLES_ON_NETWORK, ROLES_ON_TERRITORY, Mandate, Network
from autan.territories.perimeters.core.departments import DEPARTMENTS, TIME_ZONES
from autan.territories.perimeters.lake.register import holds_epci

_area = partial(text_area, max_length=4000, required=False)


class SettingsForm(forms.Form):
    """Name, description, languages, sender of messages, colour; `has_colour` is False for that of the product."""

    name_fr = forms.CharField(label=_("Nom"), max_length=120)
    description_fr = _area(_("Description, en quelques phrases"))
    is_bilingual = forms.BooleanField(label=_("Les pages du réseau existent aussi en anglais"), required=False)
    name_en = forms.CharField(label=_("Nom en anglais"), required=False, max_length=120)
    description_en = _area(_("Description en anglais"))
    sender_name = forms.CharField(label=_("Nom de l’expéditeur des messages"), required=False, max_length=120)
    reply_to = forms.EmailField(label=_("Adresse à laquelle on répond"), required=False)
    reminds = forms.BooleanField(
        label=_("Rappeler par courriel les obligations et les appels qui arrivent à échéance"), required=False
    )
    time_zone = forms.ChoiceField(label=_("Heure des pages du réseau"), required=False)
    has_colour = forms.BooleanField(label=_("Donner sa couleur au réseau"), required=False)
    colour = forms.CharField(
        label=_("Couleur des liens et des boutons"),
        required=False,
        max_length=7,
        widget=forms.TextInput({"type": "color"}),
    )

    def __init__(self, data: Any = None, *, network: Network) -> None:
        settings = {name: getattr(network, name) for name in SETTINGS}
        colour = network.colour or PRODUCT
        super().__init__(data, initial={**settings, "colour": colour, "has_colour": bool(network.colour)})
        zones = [(zone, words(name)) for zone, name in TIME_ZONES.items()]
        self.fields["time_zone"].choices = [("", _("celle du site")), *zones]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes: a colour only where one is wanted, an English name where none was given."""
        values = {name: self.cleaned_data[name] for name in SETTINGS}
        values["colour"] = values["colour"].lower() if self.cleaned_data["has_colour"] else ""
        values["name_en"] = values["name_en"] or values["name_fr"]
        return values


class SourceForm(forms.Form):
    """The source of what is said, and the place in it."""

    source = forms.CharField(label=_("Source\u00a0: titre du document ou de la page"), max_length=400)
    source_url = forms.URLField(label=_("Son adresse"), required=False, max_length=500, assume_scheme="https")
    locator = forms.CharField(label=_("Endroit dans la source"), required=False, max_length=200)

    @property
    def as_source(self) -> dict[str, str]:
        """The source, as the actions take it."""
        data = self.cleaned_data
        return {"title": data["source"], "url": data["source_url"], "locator": data["locator"]}


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
        sirens = self.data.getlist("sirens") if hasattr(self.data, "getlist") else []
        return [siren for siren in dict.fromkeys(sirens) if holds_epci(siren)]


class AdmissionForm(SourceForm):
    """Since when, how surely, on what source several EPCI are members."""

    valid_from = day_field(_("Membres depuis le (vide si inconnu)"), required=False)
    certainty = list_field(_("Certitude"), Certainty)
    field_order = ("valid_from", "certainty", "source", "source_url", "locator")


class MembershipForm(AdmissionForm):
    """Evidence on one member; a source that is not given leaves those that stand."""

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


_NETWORK = ""


class PersonForm(forms.Form):
    """A person and a role; the place is a member of the network, or the network itself.

    Attributes of the cleaned data: `email`, `name`, `role`, `siren` (empty for the network), `valid_to` (None when it
    is not given).
    """

    email = forms.EmailField(label=_("Adresse électronique"), max_length=254)
    name = forms.CharField(label=_("Nom"), max_length=120)
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=lambda: [(role.value, _(role.label)) for role in Mandate.Role],
        initial=Mandate.Role.READER,  # the least, so that nobody coordinates by oversight
    )
    siren = forms.ChoiceField(label=_("Sur"), required=False)
    valid_to = day_field(_("Fin du rôle (sans fin si vide)"), required=False)

    def __init__(self, *args: Any, network: Network, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(_NETWORK, network.name_fr), *((member.siren, member.short_name) for member in members)]
        self.fields["siren"].choices = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say beside the role that it is not given there."""
        data = super().clean() or {}
        fit = ROLES_ON_TERRITORY if data.get("siren") else ROLES_ON_NETWORK
        if data.get("role") and data["role"] not in fit:
            on_member, on_network = _("Ce rôle se confie sur un membre."), _("Ce rôle se confie sur le réseau.")
            self.add_error("role", on_network if data.get("siren") else on_member)
        return data


class MandateEndForm(forms.Form):
    """The day on which a role ends."""

    on = day_field(_("Fin du rôle (aujourd’hui si vide)"), required=False)


class AcceptForm(forms.Form):
    """What opens an account: the name shown in the journal, and a password."""

    name = forms.CharField(label=_("Votre nom, tel qu’il signera ce que vous écrivez"), max_length=120)
    password = forms.CharField(
        label=_("Mot de passe, 12 signes au moins"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class FactForm(forms.Form):
    """What is stated, of whom, when, from which source."""

    siren = forms.ChoiceField(label=_("Sur"), required=False)
    topic = list_field(_("Thème"), Topic)
    statement = text_area(_("Énoncé, en une phrase"), rows=3, max_length=4000)
    period = forms.CharField(
        label=_("Année, ou date (vide si la source n’en donne pas)"), required=False, max_length=20
    )
    value = forms.CharField(label=_("Valeur, si l’énoncé est chiffré"), required=False, max_length=30)
    unit = forms.CharField(label=_("Unité de la valeur"), required=False, max_length=80)
    source = forms.CharField(label=_("Source\u00a0: titre du document ou de la page"), max_length=400)
    producer = forms.CharField(label=_("Qui l’a publiée"), required=False, max_length=200)
    published = forms.CharField(label=_("Date de publication"), required=False, max_length=20)
    source_url = forms.URLField(label=_("Son adresse"), required=False, max_length=500, assume_scheme="https")
    locator = forms.CharField(label=_("Endroit dans la source, comme «\u202fpage 12\u202f»"), max_length=200)
    confidence = list_field(_("Qui le dit"), (level for level in Confidence if level is not Confidence.NETWORK_STUDY))

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = places
        self.fields["siren"].choices = list(places.items())  # type: ignore[attr-defined]

    def clean_period(self) -> str:
        """Refuse what is no period."""
        text = str(self.cleaned_data["period"]).strip()
        if not Period.reads(text):
            raise forms.ValidationError(_("Une année, deux années jointes par un tiret, une date AAAA-MM-JJ, ou rien."))
        return text

    def clean_value(self) -> Decimal | None:
        """Read the number."""
        try:
            return parse_number(self.cleaned_data["value"])
        except ValueError:
            raise forms.ValidationError(_("Un nombre est attendu, ou rien.")) from None

    @property
    def fact(self) -> StatedFact:
        """The fact, once the form is valid."""
        data = self.cleaned_data
        return StatedFact(
            siren=data["siren"],
            subject=self._places[data["siren"]],
            topic=Topic(data["topic"]),
            period=data["period"],
            statement=Text(data["statement"], data["statement"]),
            value=data["value"],
            unit=Text(data["unit"], data["unit"]),
            source=make_source(
                data["source"], data["source_url"], producer=data["producer"], published=data["published"]
            ),
            locator=data["locator"],
            confidence=Confidence(data["confidence"]),
        )
