"""Choices of the comparison: network, measure, date, territory."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from autan.atlas.forms.measure_choice import MeasureChoiceForm
from autan.territories.core.members import Member
from autan.territories.models import Network


class CompareForm(MeasureChoiceForm):
    """What is compared, and the territory that is followed.

    Attributes:
        followed: SIREN of that territory: the one asked for, else the reader's own, else the first member.
    """

    territory = forms.ChoiceField(required=False)

    def __init__(
        self,
        asked: Mapping[str, Any],
        *,
        network: Network,
        networks: Sequence[Network],
        members: Sequence[Member],
        own: str = "",
    ) -> None:
        sirens = [member.siren for member in members]
        wanted = (str(asked.get("territory")), own, *sirens)  # another network may have been chosen since
        self.followed = next((siren for siren in wanted if siren in sirens), "")
        kept = {**dict(asked.items()), "territory": self.followed}
        super().__init__(kept, network=network, networks=networks, usual={})
        self.offer("territory", _("Territoire suivi"), ((member.siren, member.short_name) for member in members))
