"""What people type on the pages of the room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from autan.evidence.grids.presenters import Grid, GridRow
from autan.foresight.engine.core.choices import plain_number
from autan.foresight.scenarios.actions.action_levers import ActionLeverInput
from autan.foresight.scenarios.actions.own_quantities import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_SOURCE,
    QuantityInput,
    quantity_faults,
)
from autan.foresight.scenarios.models import ActionLever, OwnQuantity
from autan.ground.tables.importers.yaml_document import MAX_BYTES
from autan.ground.texts.core.notation import read_number, read_whole
from autan.ground.texts.language import ungrouped_number
from autan.ground.texts.refusals import sentence_words
from autan.ground.web.forms.fields import choose, day_field

# What an action sheet does, typed line by line: a lever, how much, from when to when, and where it comes from.


EMPTY_LINES = 3
_UNREAD = gettext_noop("un levier, un nombre et deux années sont attendus")
_LONGEST = 300
_FIELDS = ("kind", "quantity", "start", "end", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverLine:
    """One line as it was typed, and what is wrong with it; empty when nothing is."""

    kind: str = ""
    quantity: str = ""
    start: str = ""
    end: str = ""
    source: str = ""
    problem: str = ""

    def refused(self, kind: str, problem: str) -> "LeverLine":
        """The same with what is wrong, when it is about this lever."""
        return replace(self, problem=problem) if self.kind == kind and not self.is_empty else self

    @property
    def is_empty(self) -> bool:
        """True when no lever was chosen and nothing was typed."""
        return not (self.kind or self.quantity.strip())


def lines_of(action_levers: Sequence[ActionLever]) -> tuple[LeverLine, ...]:
    """Return what is kept as lines, and some empty ones."""
    lines = [
        LeverLine(
            kind=lever.kind,
            quantity=f"{lever.quantity:.15g}".replace(".", ","),
            start=str(lever.start),
            end=str(lever.end),
            source=lever.source,
        )
        for lever in action_levers
    ]
    return (*lines, *(LeverLine() for _ in range(EMPTY_LINES)))


def read_lines(fields: Mapping[str, str]) -> tuple[LeverLine, ...]:
    """Return the lines that were typed: `kind-0`, `quantity-0`…, in their order."""
    ranks = sorted(
        rank
        for name in fields
        if name.startswith("kind-") and (rank := read_whole(name.removeprefix("kind-"))) is not None
    )
    return tuple(LeverLine(**{field: fields.get(f"{field}-{rank}", "").strip() for field in _FIELDS}) for rank in ranks)


def check_lines(lines: Sequence[LeverLine]) -> tuple[tuple[LeverLine, ...], list[ActionLeverInput] | None]:
    """Return the lines with what is wrong in each, and what they give; None when one cannot be read."""
    filled = [line for line in lines if not line.is_empty]
    pairs = [(line, _read(line)) for line in filled]
    read = [lever_input for _, lever_input in pairs if lever_input is not None]
    checked = [
        line if lever_input is not None else replace(line, problem=gettext(_UNREAD)) for line, lever_input in pairs
    ]
    padded = (*checked, *(LeverLine() for _ in range(EMPTY_LINES)))
    return padded, read if len(read) == len(filled) else None


def _read(line: LeverLine) -> ActionLeverInput | None:
    """A line as numbers; None when one of them is none."""
    try:
        return ActionLeverInput(
            kind=line.kind,
            quantity=plain_number(ungrouped_number(line.quantity)),
            start=int(line.start),
            end=int(line.end),
            source=line.source[:_LONGEST],
        )
    except ValueError:
        return None


# What a territory says of itself: a quantity of its starting state, or why a sector is off the national curve.


class QuantityForm(forms.Form):
    """What is given, how much, of which year, from where."""

    what = forms.ChoiceField(label=_("Grandeur"))
    value = forms.FloatField(label=_("Valeur (MWh, t CO₂e, ou unités)"), localize=True)
    year = forms.IntegerField(label=_("Année"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    source = forms.CharField(label=_("Source"), max_length=LONGEST_SOURCE)

    def __init__(self, *args: object, choices: Sequence[tuple[str, str]], **more: object) -> None:
        """Offer the quantities of a place."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choose(self, "what", choices, is_optional=False)


def read_quantities(grid: Grid) -> list[QuantityInput]:
    """Read the quantities that were changed in a grid; what is wrong is put in its cell."""
    return [quantity for row in grid.changed if (quantity := _quantity(row)) is not None]


def _quantity(row: GridRow) -> QuantityInput | None:
    value_text, year_text, source = (row.typed.get(code, "") for code in ("value", "year", "source"))
    if not value_text:
        if row.stood["value"]:
            row.problems["value"] = gettext("Une valeur donnée se remplace\u202f; elle ne s’efface pas.")
        return None
    value, year = read_number(value_text), read_whole(year_text)
    if value is None:
        row.problems["value"] = gettext("Un nombre est attendu, comme 1\u202f234,5.")
    kind, _slash, code = row.key.partition("/")
    quantity = QuantityInput(kind=OwnQuantity.Kind(kind), code=code, value=value or 0.0, year=year or 0, source=source)
    row.problems |= {field: sentence_words(problem) for field, problem in quantity_faults(quantity)}
    return None if row.problems else quantity


class OffsetForm(forms.Form):
    """A sector, a ground, and why in a sentence."""

    sector = forms.ChoiceField(label=_("Secteur"))
    ground = forms.ChoiceField(label=_("D’où vient l’écart"))
    text = forms.CharField(label=_("Pourquoi, en une phrase"), max_length=400)

    def __init__(
        self, *args: object, sectors: Sequence[tuple[str, str]], grounds: Sequence[tuple[str, str]], **more: object
    ) -> None:
        """Offer the sectors that have an offset here."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choose(self, "sector", sectors, is_optional=False)
        choose(self, "ground", grounds, is_optional=False)


# Taking up the file of a scenario.


class ScenarioFileForm(forms.Form):
    """The file that a page of levers gives, or that of the command line."""

    file = forms.FileField(label=_("Fichier JSON ou YAML"), widget=forms.FileInput({"accept": ".json,.yaml,.yml"}))

    def clean_file(self) -> object:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("Ce fichier dépasse 1\u00a0Mo."))
        return file


# Opening a workshop, and the counts of cards of a group.


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
        choose(self, "workshop_url", [("", _("aucun")), *workshops], is_optional=False, is_french=True)


def read_counts(fields: Mapping[str, str]) -> dict[str, int]:
    """Read how many of each card were played; what is no count is none."""
    texts = {name.removeprefix(_COUNT): text.strip() for name, text in fields.items() if name.startswith(_COUNT)}
    return {code: count for code, text in texts.items() if (count := read_whole(text)) is not None}
