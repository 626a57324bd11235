"""What is said when an edition is published or withdrawn."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.ground.texts.language import words
from autan.ground.web.forms.fields import choices_of, choose, day_field, list_field, text_area
from autan.people.accounts.models import Person
from autan.publishing.edition_files.core import FORMATS
from autan.publishing.editions.core.edition_models import EditionModel
from autan.publishing.editions.core.reviews import Opinion
from autan.publishing.editions.models import Edition
from autan.territories.networks.core.members import Member

COPY = "copy:"

_NAMES = {
    "pptx": _("Diapositives (PowerPoint)"),
    "csv": _("Chiffres, pour un tableur (CSV)"),
    "html": _("Page HTML autonome"),
    "pdf": _("PDF accessible"),
    "docx": _("Document Word, à retravailler"),
    "odt": _("Document LibreOffice, à retravailler"),
}


class PublicationForm(forms.Form):
    """The day of a publication, today when it is not given, and the formats made."""

    on = day_field(_("Date de publication (aujourd’hui si vide)"), required=False)
    formats = forms.MultipleChoiceField(
        label=_("Fichiers"),
        choices=[(name, _NAMES[name]) for name in FORMATS],
        initial=list(FORMATS),
        widget=forms.CheckboxSelectMultiple,
    )
    note = text_area(_("Ce qui a changé depuis la dernière publication"), rows=2, max_length=500, required=False)


class EditionWithdrawalForm(forms.Form):
    """Why an edition is withdrawn."""

    reason = text_area(_("Raison, lue par le public"), rows=2, max_length=500)


class OfficeFileForm(forms.Form):
    """A document of a word processor: the template of an agency, or an edition that it reworked."""

    file = forms.FileField(
        label=_("Document Word (.docx) ou LibreOffice (.odt)"), widget=forms.FileInput({"accept": ".docx,.odt,.ott"})
    )


class NewEditionForm(forms.Form):
    """What a new edition is called, and what it begins with."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    slug = forms.SlugField(
        label=_("Identifiant"),
        max_length=60,
        help_text=_("Dans l’adresse de la page : lettres, chiffres et tirets, par exemple 2027-elus"),
    )
    model = forms.ChoiceField(label=_("Commencer par"))
    member = forms.ChoiceField(label=_("Membre, pour sa fiche"), required=False)

    def __init__(self, *args: Any, members: Sequence[Member], origins: Sequence[Edition]) -> None:
        super().__init__(*args)
        copies = [(f"{COPY}{origin.slug}", _("Une copie de : %s") % words(origin.title)) for origin in origins]
        choose(self, "model", [*choices_of(EditionModel), *copies], is_optional=False)
        choose(self, "member", ((member.siren, member.short_name) for member in members))

    def clean_slug(self) -> str:
        """Put the identifier in small letters, as the address of a page is."""
        slug: str = self.cleaned_data["slug"]
        return slug.lower()


class PictureForm(forms.Form):
    """A picture, what it shows, and its rights."""

    file = forms.FileField(label=_("Image (JPEG, PNG, WebP ou HEIC ; 20 Mo au plus)"))
    alternative = forms.CharField(label=_("Ce qu’elle montre, pour qui ne la voit pas"), max_length=500)
    credit = forms.CharField(label=_("Auteur et droits"), max_length=200)
    caption = forms.CharField(label=_("Légende, si vous en voulez une"), max_length=300, required=False)


class SubmissionForm(forms.Form):
    """Who reviews a text first, and how long the members it names have to reply."""

    referent = forms.TypedChoiceField(label=_("Référent thématique"))
    reply_days = forms.IntegerField(
        label=_("Jours pour répondre, pour les membres nommés"), min_value=1, max_value=90, initial=15
    )

    def __init__(self, *args: Any, referents: Sequence[Person]) -> None:
        super().__init__(*args)
        people = {str(person.pk): person for person in referents}
        referent = self.fields["referent"]
        if isinstance(referent, forms.TypedChoiceField):
            referent.choices = [(key, person.name) for key, person in people.items()]
            referent.coerce = people.__getitem__


class SectionForm(forms.Form):
    """The text of a part, on the version that its author saw; `insert`: what is put at its end, from the catalogue."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)
    tried = forms.CharField(required=False)
    text = forms.CharField(required=False, strip=False, widget=forms.Textarea({"rows": 22, "spellcheck": "true"}))
    insert = forms.CharField(required=False)


class OpinionForm(forms.Form):
    """What the referent or a member that a text names says of it."""

    siren = forms.CharField(required=False, widget=forms.HiddenInput)
    opinion = list_field(_("Votre avis"), Opinion, widget=forms.RadioSelect)
    text = text_area(_("Ce qui est à corriger, ou une remarque"), rows=3, required=False)


class AnswerForm(forms.Form):
    """What the coordination answers to a correction."""

    siren = forms.CharField(widget=forms.HiddenInput)
    text = text_area(_("Votre réponse\u00a0: ce qui est fait, ou pourquoi non"), rows=3)
