"""Figures of an invented territory, for the starting states of the tests."""

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.foresight.engine.importers.assumptions import shipped_assumptions
from autan.foresight.starting_states.core.state_inputs import StateInputs, plain_unit, reference_figure
from autan.foresight.starting_states.importers import counted_columns
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Text

SIREN = "999000016"


def measure(code: str, value: float | None, unit: str = "MWh", year: int = 2024, method: str = "published") -> Figure:
    """A figure of the observatory."""
    return Figure(
        id=f"observatory.{SIREN}.{code}.{year}",
        label=Text(code, code),
        value=value,
        unit=get_unit(unit),
        period=Period.year(year),
        territories=(SIREN,),
        known=0 if value is None else 1,
        total=1,
        state=ValueState.MISSING if value is None else ValueState.OBSERVED,
        method=Method(name=method, formula=Text(code, code)),
        evidence=(EvidenceRef(kind="fact", key="F1"),),
    )


def department() -> dict[tuple[str, str], Figure]:
    """Shares of a department: half services, three tenths industry, a fifth farming."""
    return {
        (carrier, sector): measure(f"{carrier}-{sector}", value, year=2021)
        for carrier in ("electricity", "natural_gas")
        for sector, value in (("tertiary", 50.0), ("industry_excl_energy", 30.0), ("agriculture", 20.0))
    }


def measures(ghg_year: int = 2024, **changed: float | None) -> dict[str, Figure]:
    """What the observatory knows of the territory; a value given in its place, None for unknown."""
    values: dict[str, float | None] = {
        "electricity_total": 300_000.0,
        "electricity_residential": 100_000.0,
        "gas_total": 200_000.0,
        "gas_residential": 100_000.0,
        "ghg_residential": 30_000.0,
        "ghg_tertiary": 15_000.0,
        "ghg_road_transport": 26_400.0,
        "ghg_agriculture": 50_000.0,
        "ghg_waste": 4_000.0,
        "ghg_industry_excl_energy": 9_000.0,
        "ghg_total": 134_400.0,
    } | changed
    units = {"gas": "MWh_unstated", "ghg": "tCO2e", "electricity": "MWh", "rare": "MWh"}
    return {
        code: measure(code, value, units[code.partition("_")[0]], ghg_year if code.startswith("ghg") else 2024)
        for code, value in values.items()
    }


def base(**values: float) -> dict[str, Figure]:
    """What is counted of the territory, by column."""
    columns = {code: counted_columns()[code] for code in values}
    return {
        code: reference_figure(
            "physical_counts",
            f"{SIREN}-{code}",
            label=column.label,
            value=values[code],
            unit=get_unit(column.unit) if column.is_unit else plain_unit(column.unit),
            year=column.year,
        )
        for code, column in columns.items()
    }


def make_inputs(**changed: object) -> StateInputs:
    """Inputs of the territory, some of them changed."""
    fields: dict[str, object] = {
        "place": SIREN,
        "year": 2024,
        "measures": measures(),
        "department": department(),
        "heat": measure("heat", 10_000.0),
        "houses": reference_figure(
            "dwellings", SIREN, label=Text("maisons", "houses"), value=10_000, unit=get_unit("dwellings"), year=2021
        ),
        "degree_days": reference_figure(
            "degree_days", "31", label=Text("degrés", "degrees"), value=0.8, unit=plain_unit(""), year=2020
        ),
        "assumptions": shipped_assumptions(),
    }
    return StateInputs(**(fields | changed))  # type: ignore[arg-type]
