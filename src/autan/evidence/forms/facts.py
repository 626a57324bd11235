"""What a reader may ask of the register of facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.evidence.core.topics import Topic
from autan.evidence.language import words


class FactSearchForm(forms.Form):
    """Words, a topic and a subject; all optional."""

    text = forms.CharField(label=_("Mots"), required=False, max_length=80)
    topic = forms.ChoiceField(label=_("Thème"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(topic.value, words(topic.label)) for topic in Topic]
        self.fields["topic"] = forms.ChoiceField(
            label=_("Thème"), required=False, choices=[("", _("tous les thèmes")), *choices]
        )
