"""Forms of the lead of a territory: a contributor to invite, a comment on what will be published."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.ground.texts.language import words
from autan.people.journal.actions import MAX_REMARK
from autan.survey.questionnaires.core.questionnaire import Section


class ContributorForm(forms.Form):
    """Somebody who will answer some sections for the territory."""

    name = forms.CharField(label=_("Nom de la personne"), max_length=120)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    sections = forms.MultipleChoiceField(label=_("Rubriques confiées"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sections: Sequence[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(section.code, words(section.title)) for section in sections]
        self.fields["sections"] = forms.MultipleChoiceField(
            label=_("Rubriques confiées"), choices=choices, widget=forms.CheckboxSelectMultiple
        )


class RemarkForm(forms.Form):
    """A comment on what will be published."""

    text = forms.CharField(label=_("Votre commentaire"), max_length=MAX_REMARK, widget=forms.Textarea({"rows": 4}))
    question = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
