"""The grid of a starting state: every quantity that a territory may give, with what is known of it and from where."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.presenters.figures import present_figure
from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.foresight.engine.core.axes import CellState, Sector
from autan.foresight.scenarios.models import OwnQuantity
from autan.foresight.scenarios.presenters.state_page import MARKS, quantity_choices
from autan.foresight.scenarios.queries.own_quantities import quantity_unit
from autan.foresight.scenarios.queries.places import ForesightPlace
from autan.ground.texts.language import colon, current_language, exact_number, words
from autan.ground.wordings import Sentence, Text

_COLUMNS = (
    GridColumn(code="value", label=Sentence("Valeur"), is_number=True),
    GridColumn(code="year", label=Sentence("Année")),
    GridColumn(code="source", label=Text("Source", "Source")),
)


def state_grid(place: ForesightPlace, quantities: Iterable[OwnQuantity]) -> Grid:
    """Return the grid of one territory: what it gave stands in the cells, what is known otherwise beside them."""
    own = {f"{quantity.kind}/{quantity.code}": quantity for quantity in quantities}
    known = _known_quantities(place)
    rows = []
    for key, label in quantity_choices(place):
        kind, _slash, code = key.partition("/")
        quantity = own.get(key)
        typed = {"value": "", "year": str(place.year), "source": ""}
        if quantity is not None:
            typed = {"value": exact_number(quantity.value), "year": str(quantity.year), "source": quantity.source}
        origin = _("donné par le territoire") if quantity is not None else known.get(key, "")
        rows.append(
            GridRow(
                key=key,
                label=label[:1].upper() + label[1:],
                unit=words(quantity_unit(kind, code).symbol),
                typed=typed,
                origins={"value": origin},
                group=_group(kind, code),
            )
        )
    return Grid(columns=_COLUMNS, rows=rows)


def _group(kind: str, code: str) -> str:
    """Sector of an energy; the others by what they are."""
    if kind == "energy":
        return words(Sector(code.partition("-")[0]).label).capitalize()
    return _("Émissions") if kind == "emissions" else _("Ce qui se compte, et ce qui peut être produit")


def _known_quantities(place: ForesightPlace) -> dict[str, str]:
    """What is known of each quantity without the territory, in words: how much, and how it is known."""
    (state,) = place.states.values()
    texts = {
        f"energy/{cell.sector.value}-{cell.use.value}-{cell.carrier.value}": _origin(
            cell.figure, words(MARKS[cell.state])
        )
        for cell in state.cells
        if cell.state in MARKS and cell.state is not CellState.OWN
    }
    texts |= {f"emissions/{code}": _origin(figure, _("observé")) for code, figure in state.emissions.items()}
    return texts | {f"pivot/{code}": _origin(figure, _("observé")) for code, figure in state.pivots.items()}


def _origin(figure: Figure, mark: str) -> str:
    if not figure.is_known:
        return _("inconnu")
    view = present_figure(figure, language=current_language())
    return f"{mark}{colon()} {view.quantity}, {view.period}"
