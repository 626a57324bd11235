"""Forms of a reader of results: groups of territories, two questions to cross, a campaign to compare with."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from autan.ground.texts.language import words
from autan.survey.campaigns.core.addresses import AMONG
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.core.answers.answer import MANY, Respondent
from autan.survey.questionnaires.core.kinds.kind import ClassLabel
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire
from autan.survey.results.core.groups import can_group

_LONGEST = 90


class GroupingForm(forms.Form):
    """How the territories are told apart: one of the ways offered, or those that the reader ticks."""

    def __init__(
        self, *args: Any, groupings: Sequence[ClassLabel], respondents: Sequence[Respondent], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ways = [(code, Truncator(words(label)).chars(_LONGEST)) for code, label in groupings]
        self.fields["by"] = forms.ChoiceField(
            label=_("Regrouper les territoires"), choices=[("", _("Ne pas regrouper")), *ways], required=False
        )
        if len(respondents) <= MANY:
            self.fields["among"] = forms.MultipleChoiceField(
                label=_("Territoires à mettre à part"),
                choices=[(respondent.siren, respondent.name) for respondent in respondents],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    @property
    def grouping(self) -> str:
        """Code of the grouping asked for; empty when there is none. Territories ticked win over a way chosen."""
        if not self.is_valid():
            return ""
        chosen = self.cleaned_data.get("among")
        return f"{AMONG}{'-'.join(chosen)}" if chosen else str(self.cleaned_data["by"])


class CrossingForm(forms.Form):
    """Two questions of a campaign: the first makes the lines, the second is counted."""

    def __init__(self, *args: Any, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbered = [(rank, question) for rank, _section, question in questionnaire.numbered() if question.is_asked]
        grouping = [(rank, question) for rank, question in numbered if can_group(question)]
        self.fields["first"] = forms.ChoiceField(label=_("En lignes"), choices=_offer(grouping))
        self.fields["second"] = forms.ChoiceField(label=_("En colonnes"), choices=_offer(numbered))


class ComparisonForm(forms.Form):
    """The earlier campaign to compare with."""

    def __init__(self, *args: Any, campaigns: Sequence[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(campaign.slug, words(campaign.title)) for campaign in campaigns]
        self.fields["since"] = forms.ChoiceField(label=_("Comparer avec"), choices=choices)


def _offer(questions: Sequence[tuple[int, Question]]) -> list[tuple[str, str]]:
    return [
        (question.code, Truncator(f"{rank}. {words(question.text)}").chars(_LONGEST)) for rank, question in questions
    ]
