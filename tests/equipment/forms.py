"""A piece of equipment as it is typed, its loans beside it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import choose
from autan.territories.networks.models import Territory
from tests.equipment.core import Equipment, Loan


class EquipmentForm(DescribedForm):
    """What is said of it, and whose it is."""

    class Meta:
        document = Equipment

    territory = forms.ChoiceField(label=_("Collectivité"))
    field_order = ("title", "territory")

    def __init__(self, *args: Any, places: Sequence[Territory], **more: Any) -> None:
        super().__init__(*args, **more)
        self.places = {place.siren: place for place in places}
        choose(self, "territory", [(place.siren, place.short_name) for place in places], is_optional=False)


class LoanForm(DescribedForm):
    """One loan."""

    class Meta:
        document = Loan
