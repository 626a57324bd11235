"""What a reader may ask of the register of facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.core.fact_kinds import FactKind
from autan.evidence.core.topics import Topic
from autan.evidence.language import words


class FactSearchForm(forms.Form):
    """Words, a topic and how the fact was learnt; all optional."""

    text = forms.CharField(label=_("Mots"), required=False, max_length=80)
    topic = forms.ChoiceField(label=_("Thème"), required=False)
    kind = forms.ChoiceField(label=_("Appris comment"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(topic.value, words(topic.label)) for topic in Topic]
        self.fields["topic"] = forms.ChoiceField(
            label=_("Thème"), required=False, choices=[("", _("tous les thèmes")), *choices]
        )
        kinds = [(kind.value, words(kind.label)) for kind in FactKind]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Appris comment"), required=False, choices=[("", _("de toute façon")), *kinds]
        )
