"""A call as it is typed, and an action that goes to it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.ground.texts.core.money import read_amount
from autan.ground.texts.language import words
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import choose
from autan.plans.funding.core.calls import FundingCall, call_faults
from autan.plans.funding.core.figures import ASKED, GRANTED, MONEY, PAID, is_surely_above
from autan.plans.funding.queries import carriers_of
from autan.plans.obligations.core.rules import ObligationRule
from autan.plans.projects.models import ActionSheet


class CallForm(DescribedForm):
    """What is said of a call or a fund."""

    class Meta:
        document = FundingCall
        faults = call_faults

    def __init__(self, *args: Any, rules: Iterable[ObligationRule], **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "duties", [(rule.code, words(rule.label)) for rule in rules], is_optional=False)


class AttachForm(forms.Form):
    """An action whose funding will name a call, with what it asks, got and was paid."""

    action = forms.ChoiceField(label=_("Action"))
    asked = forms.CharField(label=_("Demandé"), required=False, max_length=60)
    granted = forms.CharField(label=_("Accordé"), required=False, max_length=60)
    paid = forms.CharField(label=_("Versé"), required=False, max_length=60)

    def __init__(self, *args: Any, sheets: Sequence[ActionSheet], **more: Any) -> None:
        super().__init__(*args, **more)
        self.sheets = {sheet.slug: sheet for sheet in sheets}
        by_carrier: dict[str, list[tuple[str, str]]] = {}
        for sheet in sheets:
            by_carrier.setdefault(carriers_of(sheet), []).append((sheet.slug, sheet.title))
        choose(self, "action", by_carrier.items(), is_optional=False, is_french=True)

    def clean(self) -> dict[str, Any]:
        """Keep amounts as they were typed; refuse what is none, or surely more than the amount it comes from."""
        data = self.cleaned_data
        amounts = {name: read_amount(data.get(name, "")) for name in MONEY}
        for name, amount in amounts.items():
            if data.get(name) and amount is None:
                self.add_error(name, _("Un montant, comme 150 k€ HT."))
        if is_surely_above(amounts[GRANTED], amounts[ASKED]):
            self.add_error(GRANTED, _("Plus que ce qui est demandé."))
        if is_surely_above(amounts[PAID], amounts[GRANTED]):
            self.add_error(PAID, _("Plus que ce qui est accordé."))
        return data
