"""What people type on the pages of the room."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
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
from autan.foresight.scenarios.presenters.plans_page import kind_choices
from autan.foresight.scenarios.presenters.workshop_pages import steps_of
from autan.ground.tables.importers.yaml_document import MAX_BYTES
from autan.ground.texts.core.notation import read_number, read_whole
from autan.ground.texts.language import ungrouped_number
from autan.ground.texts.refusals import sentence_words
from autan.ground.web.forms.fields import choose, day_field, text_area

# What an action sheet does, typed line by line: a lever, how much, from when to when, and where it comes from.


EMPTY_LINES = 3
_UNREAD = _("un levier, un nombre et deux années sont attendus")
_LONGEST = 300


def _typed(label: Any, mode: str, **attributes: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.TextInput({"inputmode": mode, **attributes}))


class ActionLeverForm(forms.Form):
    """One lever of an action: how much, from when to when, and where it comes from; none without lever and quantity."""

    kind = forms.ChoiceField(label=_("Levier"), required=False, choices=lambda: [("", "—"), *kind_choices()])
    quantity = _typed(_("Quantité, en tout"), "decimal", size=10)
    start = _typed(_("De"), "numeric", size=4, maxlength=4)
    end = _typed(_("à"), "numeric", size=4, maxlength=4)
    source = forms.CharField(label=_("D’où vient cette quantité"), required=False, max_length=_LONGEST)
    lever_input: ActionLeverInput | None = None

    def clean(self) -> None:
        """Read the quantity and the years; what is none of them is said at its field."""
        data = self.cleaned_data
        if self.errors or not (data["kind"] or data["quantity"]):
            return
        if not data["kind"]:
            self.add_error("kind", _UNREAD)
        readers: dict[str, Callable[[str], Any]] = {
            "quantity": lambda text: plain_number(ungrouped_number(text)),
            "start": int,
            "end": int,
        }
        for name, read in readers.items():
            try:
                data[name] = read(data[name])
            except ValueError:
                self.add_error(name, _UNREAD)
        if not self.errors:
            self.lever_input = ActionLeverInput(**data)


def action_lever_formset(action_levers: Sequence[ActionLever], data: Any) -> Any:
    """Return what is kept as forms of a lever, and some empty ones."""
    initial = [
        forms.model_to_dict(lever) | {"quantity": f"{lever.quantity:.15g}".replace(".", ",")} for lever in action_levers
    ]
    return forms.formset_factory(ActionLeverForm, extra=EMPTY_LINES)(data, initial=initial, prefix="levers")


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


_OF_KEEP = {"form": "keep"}


class KeepForm(forms.Form):
    """The title and the authors of a scenario that is kept from the page of levers, whose form holds another."""

    title = forms.CharField(label=_("Titre"), required=False, max_length=160, widget=forms.TextInput(_OF_KEEP))
    authors = forms.CharField(label=_("Auteurs"), required=False, max_length=300, widget=forms.TextInput(_OF_KEEP))
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput(_OF_KEEP))


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
    groups = text_area(_("Groupes, un par ligne"), initial="A\nB\nC")

    def __init__(self, *args: object, workshops: Sequence[tuple[str, str]], **more: object) -> None:
        """Offer the workshops of the network: address and title."""
        super().__init__(*args, **more)  # type: ignore[arg-type]
        choose(self, "workshop_url", [("", _("aucun")), *workshops], is_optional=False, is_french=True)


class MixForm(forms.Form):
    """How many of each card are played, and what divides; `rows` are the cards, with how many are shown."""

    dissent = text_area("", rows=3, required=False)

    def __init__(self, *args: Any, rows: tuple[dict[str, Any], ...], **more: Any) -> None:
        super().__init__(*args, **more)
        self.rows = rows
        for row in rows:
            counts = [(count, str(count)) for count in range(row["copies"] + 1)]
            self.fields[_COUNT + row["code"]] = forms.TypedChoiceField(
                label=row["label"], choices=counts, coerce=int, empty_value=None, required=False, initial=row["played"]
            )

    def steps(self) -> list[tuple[str, str, list[tuple[Mapping[str, Any], forms.BoundField]]]]:
        """Return the cards by step of the triad: code, label, each card and its field."""
        return [
            (code, label, [(row, self[_COUNT + row["code"]]) for row in rows])
            for code, label, rows in steps_of(self.rows)
        ]

    def mix(self) -> dict[str, int]:
        """Return what is played, once the form is valid."""
        return {row["code"]: self.cleaned_data[_COUNT + row["code"]] or 0 for row in self.rows}


class GroupForm(MixForm):
    """The mix of a group, what it guessed before, and who signs."""

    guess = forms.IntegerField(
        label=_("Avant de voir : combien de cartes pensez-vous jouer ?"),
        required=False,
        min_value=0,
        widget=forms.TextInput({"inputmode": "numeric", "size": 4, "maxlength": 3}),
    )
    dissent = text_area(_("Ce qui nous a divisés, et qui n’était pas d’accord"), rows=3, required=False)
    authors = forms.CharField(
        label=_("Qui signe ce mélange (fonctions plutôt que noms)"), required=False, max_length=_LONGEST
    )


class AgreedForm(MixForm):
    """The mix of the room, what it did not agree on, and what becomes of the workshop."""

    dissent = text_area(_("Désaccords qui restent"), rows=3, required=False)
    close = forms.BooleanField(label=_("Clore l’atelier : plus rien n’y change"), required=False)
    publish = forms.BooleanField(label=_("Publier ce qu’il a donné"), required=False)
