"""Opening a workshop, and the counts of cards of a group."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from autan.ground.texts.core.notation import read_whole
from autan.ground.web.forms.fields import day_field

HORIZONS = (2030, 2040, 2050)
_COUNT = "c."


class OpenWorkshopForm(forms.Form):
    """A title, a day, a horizon, the workshop it is a part of, and the names of the groups, one a line."""

    title = forms.CharField(max_length=160, label=_("Titre"))
    held_on = day_field(_("Date"))
    horizon = forms.TypedChoiceField(
        label=_("Horizon"), coerce=int, initial=HORIZONS[-1], choices=[(year, str(year)) for year in HORIZONS]
    )
    workshop_url = forms.ChoiceField(required=False, label=_("Atelier du réseau dont c’est un moment"))
    groups = forms.CharField(
        label=_("Groupes, un par ligne"), widget=forms.Textarea(attrs={"rows": 4}), initial="A\nB\nC"
    )

    def __init__(self, *args: object, workshops: Sequence[tuple[str, str]], **more: object) -> None:
        """Offer the workshops of the network: address and title."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choices = [("", _("aucun")), *workshops]
        self.fields["workshop_url"] = forms.ChoiceField(
            required=False, label=self.fields["workshop_url"].label, choices=choices
        )


def read_counts(given: Mapping[str, str]) -> dict[str, int]:
    """Read how many of each card were played; what is no count is none."""
    found = {name.removeprefix(_COUNT): text.strip() for name, text in given.items() if name.startswith(_COUNT)}
    return {code: count for code, text in found.items() if (count := read_whole(text)) is not None}
