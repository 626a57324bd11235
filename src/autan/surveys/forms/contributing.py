"""What the lead of a territory enters: who is given which sections; and what the territory says of a publication."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from autan.questionnaires.core.answers.values import MAX_TEXT
from autan.questionnaires.core.questionnaire import Section


class ContributorForm(forms.Form):
    """Somebody who will answer some sections for the territory."""

    name = forms.CharField(label=_("Nom de la personne"), max_length=120)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    sections = forms.MultipleChoiceField(label=_("Rubriques confiées"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sections: Sequence[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "fr"
        choices = [(section.code, section.title.in_language(language)) for section in sections]
        self.fields["sections"] = forms.MultipleChoiceField(
            label=_("Rubriques confiées"), choices=choices, widget=forms.CheckboxSelectMultiple
        )


class ReplyForm(forms.Form):
    """A comment on what will be published."""

    text = forms.CharField(label=_("Votre commentaire"), max_length=MAX_TEXT, widget=forms.Textarea({"rows": 4}))
    question = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
