"""The list of national definitions of indicators, as it is published: one row a definition."""

from autan.ground.tables.importers.tables import read_text_rows
from autan.plans.indicators.core.national import NationalDefinition

_COLUMNS = ("identifiantreferentiel", "titre", "unite", "parents", "valeurcalcule", "exprcible", "exprseuil")


def read_national_definitions(data: bytes, file: str) -> list[NationalDefinition]:
    """Return the definitions of a file, in its order.

    Raises:
        ImportFileError: it is no such table.
    """
    return [
        NationalDefinition(
            code=row.cells["identifiantreferentiel"],
            title=row.cells["titre"],
            unit=row.cells["unite"],
            parents=tuple(part.strip() for part in row.cells["parents"].split(",") if part.strip()),
            formula=row.cells["valeurcalcule"],
            target=row.cells["exprcible"],
            threshold=row.cells["exprseuil"],
        )
        for row in read_text_rows(data, file, required=_COLUMNS)
    ]
