"""A grid of two lines and three columns, as rooms make theirs."""

from autan.evidence.grids.presenters import Grid, GridColumn, GridRow
from autan.ground.wordings import Text

VALUE = GridColumn(code="value", label=Text("Valeur", "Value"), is_number=True)
KIND = GridColumn(
    code="kind", label=Text("Sorte", "Kind"), choices={"wood": Text("bois", "wood"), "sun": Text("soleil", "sun")}
)
NOTE = GridColumn(code="note", label=Text("Note", "Note"), is_detail=True)


def make_grid(*, is_open: bool = False) -> Grid:
    """Return a grid whose first line is known and whose second is not."""
    rows = [
        GridRow(
            key="1",
            label="École",
            unit="MWh",
            typed={"value": "1200,5", "kind": "wood", "note": ""},
            origins={"value": "relevé de 2025", "kind": "relevé de 2025"},
        ),
        GridRow(key="2", label="Halle", typed={"value": "", "kind": "", "note": ""}),
    ]
    return Grid(columns=(VALUE, KIND, NOTE), rows=rows, is_open=is_open)
