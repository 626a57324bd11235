"""How an indicator is followed, one of the territory's own, the grid of a year, a finding decided."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from autan.evidence.figures.core.states import GIVEN_STATES, ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.evidence.imports.core import Upload
from autan.evidence.imports.forms import UploadForm
from autan.ground.texts.language import colon, exact_number, ungrouped_number, words
from autan.ground.texts.refusals import sentence_words
from autan.ground.web.forms.described import DescribedForm
from autan.ground.web.forms.fields import choose
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.plans.indicators.actions.indicators import IndicatorInput, OwnDefinitionInput
from autan.plans.indicators.actions.values import GivenYearValue
from autan.plans.indicators.core.definitions import IndicatorDefinition
from autan.plans.indicators.core.values import (
    InvalidValueError,
    Reliability,
    TargetPoint,
    YearValue,
    read_moment,
    read_value,
    settle_state,
)
from autan.plans.indicators.models import Indicator
from autan.plans.plans.models import Plan

UNITS = (
    "count",
    "pct",
    "MWh",
    "GWh",
    "tCO2e",
    "t",
    "ha",
    "km",
    "m3",
    "EUR",
    "dwellings",
    "inhabitants",
    "installations",
)
_LIMIT = "limite"


class FollowForm(DescribedForm):
    """How an indicator is followed."""

    class Meta:
        document = IndicatorInput

    owner = forms.ChoiceField(label=_("Qui le tient"), required=False)
    owner_name = forms.CharField(label=_("ou, sans compte, son nom"), max_length=120, required=False)
    months = forms.IntegerField(label=_("Attendu tous les (mois)"), min_value=1, max_value=120, initial=12)
    plan = forms.ChoiceField(label=_("Plan"), required=False)
    targets = forms.CharField(
        label=_("Cibles et limites"),
        help_text=_(
            "Une par ligne\u00a0: année\u202f; valeur\u202f; série\u202f; texte qui la fixe. "
            "Ou «\u202flimite\u202f» pour l’année."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    field_order = ("owner", "owner_name", "months", "why", "action", "action_began", "chain", "chain_confidence",
                   "plan", "preferred_source", "targets", "is_key", "reads_measure", "is_published")  # fmt: skip

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[int, str]] = (),
        plans: Sequence[Plan] = (),
        has_measure: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {str(plan.pk): plan for plan in plans}
        choose(self, "owner", ((str(pk), name) for pk, name in people))
        choose(self, "plan", ((key, plan.title) for key, plan in self.plans.items()))
        if not has_measure:
            del self.fields["reads_measure"]

    def clean_targets(self) -> list[TargetPoint]:
        """Read the targets, each at its line."""
        targets = []
        for rank, line in enumerate(self.cleaned_data["targets"].splitlines(), start=1):
            if line.strip():
                targets.append(self._target(rank, [part.strip() for part in line.split(";")]))
        return targets

    def _target(self, rank: int, parts: Sequence[str]) -> TargetPoint:
        year, value, series, source = (*parts, "", "", "", "")[:4]
        is_limit = year.lower() == _LIMIT
        params = {"rank": rank}
        if not is_limit and not (year.isdecimal() and 1990 <= int(year) <= 2100):
            raise forms.ValidationError(now_("Ligne %(rank)s\u00a0: une année, ou « limite ».") % params)
        try:
            number = read_value(ungrouped_number(value))
        except InvalidValueError:
            number = None
        if number is None:
            raise forms.ValidationError(now_("Ligne %(rank)s\u00a0: une valeur, comme 1 234,5.") % params)
        return TargetPoint(
            series=series or now_("cible"),
            year=None if is_limit else int(year),
            value=number,
            is_limit=is_limit,
            source=source,
        )

    def indicator_input(self) -> IndicatorInput:
        """Return what was typed."""
        data = self.cleaned_data
        typed: IndicatorInput = self.document(
            owner=Person.objects.filter(pk=data["owner"]).first() if data["owner"] else None,
            owner_name=data["owner_name"],
            months=data["months"],
            plan=self.plans.get(data["plan"]),
        )
        return typed


def follow_initial(indicator: Indicator) -> dict[str, Any]:
    """Return what the form of an indicator shows first, beside what is described of it."""
    has_account = indicator.owner is not None and indicator.owner.account is not None
    return {
        "owner": str(indicator.owner_id) if has_account else "",
        "owner_name": "" if has_account else indicator.owner_name,
        "months": indicator.months,
        "plan": str(indicator.plan_id or ""),
        "targets": "\n".join(map(_target_line, indicator.target_points)),
    }


def _target_line(point: TargetPoint) -> str:
    when = _LIMIT if point.is_limit else point.year
    return f"{when} ; {exact_number(point.value)} ; {point.series} ; {point.source}".rstrip(" ;")


class OwnDefinitionForm(DescribedForm):
    """An indicator that the territory defines for itself."""

    class Meta:
        document = OwnDefinitionInput
        exclude = ("low", "high")

    unit = forms.ChoiceField(label=_("Unité"))
    action = forms.CharField(label=_("Action ou objectif qu’il sert"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = ((code, words(get_unit(code).symbol) or now_("nombre")) for code in UNITS)
        choose(self, "unit", units, is_optional=False)


class ReviewForm(forms.Form):
    """What is decided of a finding."""

    finding = forms.CharField(max_length=16)
    decision = forms.ChoiceField(choices=[("accept", ""), ("explain", "")])
    reason = forms.CharField(max_length=2000)


class ValuesFileForm(UploadForm):
    """A table of values, as a file or pasted from a spreadsheet."""

    file = forms.FileField(label=_("Fichier"), required=False)
    pasted = forms.CharField(
        label=_("ou les cellules d’un tableur, collées avec leurs titres"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        max_length=2_000_000,
    )

    def clean(self) -> dict[str, Any]:
        """Require a file or pasted cells."""
        cleaned_data = super().clean()
        if not cleaned_data.get("file") and not cleaned_data.get("pasted", "").strip():
            self.add_error("file", _("Donnez un fichier, ou collez des cellules."))
        return cleaned_data

    @property
    def upload(self) -> Upload:
        """The file, or what was pasted as one."""
        data = self.cleaned_data
        if data.get("file"):
            return Upload(file=data["file"].name, data=data["file"].read())
        return Upload(file="cellules.tsv", data=data["pasted"].strip().encode() + b"\n")


_STATES = {state.value: state.label for state in GIVEN_STATES if state is not ValueState.CONFIRMED_ZERO}
_RELIABILITIES = {level.value: level.label for level in Reliability}
_COLUMNS = (
    GridColumn(code="value", label=Sentence("Valeur"), is_number=True),
    GridColumn(code="state", label=Sentence("État"), choices=_STATES),
    GridColumn(code="source", label=Text("Source", "Source")),
    GridColumn(code="on", label=Sentence("Relevé le (vide : toute l’année)"), is_detail=True),
    GridColumn(code="method", label=Sentence("Méthode"), is_detail=True),
    GridColumn(
        code="reliability", label=Sentence("Fiabilité"), choices=_RELIABILITIES, has_blank=False, is_detail=True
    ),
    GridColumn(code="comment", label=Sentence("Commentaire"), is_detail=True),
)


def values_grid(indicators: Iterable[tuple[Indicator, IndicatorDefinition]], year: int) -> Grid:
    """Return the grid of a year as it stands; the source and the method of the year before are proposed."""
    return Grid(columns=_COLUMNS, rows=[_grid_row(indicator, definition, year) for indicator, definition in indicators])


def _grid_row(indicator: Indicator, definition: IndicatorDefinition, year: int) -> GridRow:
    current = next((value for value in reversed(indicator.values) if value.year == year), None)
    before = next((value for value in reversed(indicator.values) if value.year < year), None)
    typed, origins, alert = {"reliability": Reliability.MEDIUM.value}, {}, ""
    if shown := current or before:
        typed = {"source": shown.source, "method": shown.method, "reliability": shown.reliability.value}
    if before is not None and before.value is not None:
        origins["value"] = f"{before.year}{colon()} {exact_number(before.value)}"
    if current is not None:
        is_plain = current.state in {ValueState.OBSERVED, ValueState.CONFIRMED_ZERO}
        typed |= {
            "on": current.on,
            "value": "" if current.value is None else exact_number(current.value),
            "state": "" if is_plain else current.state.value,
            "comment": current.comment,
        }
        if current.value is not None and not definition.is_within(current.value):
            alert = words(definition.bounds_words)
    return GridRow(
        key=indicator.slug,
        label=words(definition.label),
        unit=words(get_unit(definition.unit).symbol),
        typed=typed,
        origins=origins,
        alert=alert,
        record=indicator,
    )


def read_values(grid: Grid, year: int) -> list[GivenYearValue]:
    """Read what was typed in a grid; what is wrong is put in its cell.

    An empty value without a state leaves what stands.
    """
    year_values = []
    for row in grid.rows:
        if not row.typed.get("value") and not row.typed.get("state"):
            continue
        try:
            year_values.append(GivenYearValue(indicator=row.record, value=_typed_value(row.typed, year)))
        except InvalidValueError as error:
            row.problems[_CELLS.get(error.field, error.field)] = (
                f"{now_('attendu')}{colon()} {sentence_words(error.expected)}"
            )
    return year_values


_CELLS = {"year": "on"}
"""The cell in which a field of a value is typed, where it has another name."""


def _typed_value(typed: Mapping[str, str], year: int) -> YearValue:
    number, on = read_value(typed.get("value", "")), ""
    if typed.get("on"):
        dated_year, on = read_moment(typed["on"], today=timezone.localdate())
        if dated_year != year:
            raise InvalidValueError("year", Sentence("une date de {year}, ou rien", year=year))
    state, reliability = typed.get("state", ""), typed.get("reliability", "")
    return YearValue(
        year=year,
        on=on,
        value=number,
        state=settle_state(number, ValueState(state) if state in _STATES else ValueState.OBSERVED),
        source=typed.get("source", "")[:120],
        method=typed.get("method", "")[:200],
        reliability=Reliability(reliability) if reliability in _RELIABILITIES else Reliability.MEDIUM,
        comment=typed.get("comment", ""),
    )
