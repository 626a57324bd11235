"""Forms of whoever runs a campaign: opened, followed, closed; personal links given."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from autan.ground.web.forms.fields import day_field, list_field, text_area
from autan.survey.campaigns.core.campaigns import RESERVED_SLUGS, EmailStatus
from autan.survey.questionnaires.core.answers.answer import Respondent
from autan.territories.networks.models import Network


class OpeningForm(forms.Form):
    """A campaign to open: on which network, under which name, from when to when."""

    network = forms.ChoiceField(label=_("Réseau interrogé"))
    title_fr = forms.CharField(label=_("Titre de la campagne"), max_length=200)
    title_en = forms.CharField(label=_("Titre en anglais"), max_length=200, required=False)
    slug = forms.SlugField(label=_("Adresse de la campagne"), max_length=60, help_text=_("Par exemple : energie-2027."))
    opened_on = day_field(_("Premier jour"))
    closed_on = day_field(_("Dernier jour (facultatif)"), required=False)
    shares_unvalidated = forms.BooleanField(
        label=_("Montrer au réseau les réponses qui ne sont pas encore validées"),
        required=False,
        help_text=_("Sinon, jusqu’à la clôture, seules la collectivité et la coordination les lisent."),
    )

    def __init__(self, *args: Any, networks: Sequence[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {network.slug: network for network in networks}
        choices = [(network.slug, network.name_fr) for network in networks]
        self.fields["network"] = forms.ChoiceField(label=_("Réseau interrogé"), choices=choices)

    def clean_network(self) -> Network:
        """Return the network itself."""
        return self.networks[self.cleaned_data["network"]]

    def clean_slug(self) -> str:
        """Put a slug in small letters; refuse one that is the address of another page."""
        slug: str = self.cleaned_data["slug"].lower()
        if slug in RESERVED_SLUGS:
            raise ValidationError(_("Cette adresse est prise."))
        return slug


class InvitationForm(forms.Form):
    """Who will answer for a territory."""

    siren = forms.ChoiceField(label=_("Collectivité"))
    name = forms.CharField(label=_("Nom de la personne référente"), max_length=120)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)

    def __init__(self, *args: Any, respondents: tuple[Respondent, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(respondent.siren, respondent.name) for respondent in respondents]
        self.fields["siren"] = forms.ChoiceField(label=_("Collectivité"), choices=choices)


class ContactForm(forms.Form):
    """Whom to invite for one territory; nobody when no name is typed."""

    siren = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Nom de la personne référente"), max_length=120, required=False)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    @property
    def place(self) -> str:
        """Name of the territory."""
        return self.places.get(str(self["siren"].value()), "")

    def clean_siren(self) -> str:
        """Refuse a territory that has a link already, or is not asked."""
        siren: str = self.cleaned_data["siren"]
        if siren not in self.places:
            raise ValidationError(_("Cette collectivité a déjà un lien, ou n’est pas interrogée."))
        return siren

    def clean(self) -> dict[str, Any]:
        """Ask the name of whoever has an address: the line would be left out otherwise."""
        data = super().clean() or {}
        if data.get("email") and not data.get("name"):
            self.add_error("name", _("Donnez le nom de la personne."))
        return data


class ContactFormSet(forms.BaseFormSet[ContactForm]):
    """The lines of those to invite, one of which has a name."""

    def clean(self) -> None:
        """Refuse lines without any name."""
        if not any(self.errors) and not any(form.cleaned_data.get("name") for form in self.forms):
            raise ValidationError(_("Donnez le nom d’une personne au moins."))


def contact_formset(places: Mapping[str, str], contacts: Mapping[str, tuple[str, str]], data: Any = None) -> Any:
    """Return a line for each territory to invite, filled with who is known to answer for it."""
    initial = [
        dict(zip(("siren", "name", "email"), (siren, *contacts.get(siren, ("", ""))), strict=True)) for siren in places
    ]
    formset = forms.formset_factory(ContactForm, formset=ContactFormSet, extra=0)
    return formset(data, initial=initial, form_kwargs={"places": places})


class AddressForm(forms.Form):
    """What is known of the address of the holder of a link."""

    invitation = forms.IntegerField(widget=forms.HiddenInput)
    status = list_field(_("État de l’adresse"), EmailStatus)


class OpenLinkForm(forms.Form):
    """Until when and for how many replies an open link is given, and what will be done with them."""

    thanks = text_area(_("Ce qui sera fait des réponses (montré en remerciement)"), max_length=2_000)
    closes_on = day_field(_("Dernier jour du lien (facultatif)"), required=False)
    quota = forms.IntegerField(
        label=_("Nombre de réponses au plus (facultatif)"), required=False, min_value=1, max_value=100_000
    )


class LifeForm(forms.Form):
    """The one act on a campaign that a button asks for; the last day and the delay where the act needs them."""

    act = forms.ChoiceField(
        choices=[(act, act) for act in ("close", "reopen", "show", "hide", "share", "keep", "delay")]
    )
    closed_on = day_field(_("Nouveau dernier jour (sans fin si vide)"), required=False)
    days = forms.IntegerField(label=_("Jours entre deux messages"), required=False, min_value=1, max_value=90)
