"""Form of a decision on an alert."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.opendata.data_quality.core.alerts import DecisionKind

_LONGEST_REASON = 2000


class AlertDecisionForm(forms.Form):
    """Accept, explain or open again, with the reason."""

    kind = forms.ChoiceField(label=_("Décision"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Pourquoi"), widget=forms.Textarea(attrs={"rows": 3}), max_length=_LONGEST_REASON)

    def __init__(self, *args: Any, may_decide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        explain = (DecisionKind.EXPLAINED.value, _("Expliquer : ce que l’on sait de cette valeur"))
        decide = [
            (DecisionKind.ACCEPTED.value, _("Accepter : la donnée est juste")),
            explain,
            (DecisionKind.REOPENED.value, _("Rouvrir : la question reste posée")),
        ]
        choices = decide if may_decide else [explain]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Décision"), widget=forms.RadioSelect, choices=choices, initial=choices[0][0]
        )

    @property
    def kind_chosen(self) -> DecisionKind:
        """What was decided, once the form is valid."""
        return DecisionKind(self.cleaned_data["kind"])

    @property
    def reason_given(self) -> str:
        """Why, once the form is valid."""
        return str(self.cleaned_data["reason"])
