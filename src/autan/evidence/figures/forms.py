"""What a reader asks of the library and of the facts, and what a member adds to the library."""

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.core.library import ResourceKind, read_tags
from autan.evidence.figures.core.stated_facts import FactKind
from autan.evidence.figures.core.topics import Topic
from autan.ground.web.forms.fields import choices_of, list_field


class FactSearchForm(forms.Form):
    """Words, a topic and how the fact was learnt; all optional."""

    text = forms.CharField(label=_("Mots"), required=False, max_length=80)
    topic = list_field(_("Thème"), Topic, blank=_("tous les thèmes"), required=False)
    kind = list_field(_("Appris comment"), FactKind, blank=_("de toute façon"), required=False)


class LibrarySearchForm(forms.Form):
    """Words, with or without accents, and a kind."""

    text = forms.CharField(label=_("Mots"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Nature"),
        required=False,
        choices=lambda: [*choices_of(ResourceKind, blank=_("toutes")), ("source", _("source citée"))],
    )


class RecommendForm(forms.Form):
    """Why one recommends a resource."""

    reason = forms.CharField(label=_("Pourquoi la recommander"), max_length=500, widget=forms.Textarea({"rows": 2}))


class ResourceForm(RecommendForm):
    """A resource that is not in the library yet."""

    title = forms.CharField(label=_("Titre"), max_length=300)
    kind = list_field(_("Nature"), ResourceKind)
    url = forms.URLField(label=_("Adresse"), max_length=500, assume_scheme="https")
    tags = forms.CharField(label=_("Mots-clés, séparés par des virgules"), required=False, max_length=200)
    field_order = ("title", "kind", "url", "tags", "reason")

    def clean_tags(self) -> list[str]:
        """Read the tags."""
        return read_tags(self.cleaned_data["tags"])
