"""Readers of definitions that ship."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.plans.indicators.core.definitions import (
    Direction,
    IndicatorDefinition,
    IndicatorGroup,
    Nature,
    ResultKind,
    check_definitions,
)
from autan.plans.indicators.core.formulas import Formula
from autan.plans.indicators.core.national import NationalDefinition, NationalIdentifier

# The catalogue of indicators that ships, read and checked once; and definitions that a territory makes for itself.


_FILE = Path(__file__).parent / "definitions" / "catalogue.yaml"
TOTAL = "total"
OWN = "own_"
"""What the code of a definition that a territory makes for itself begins with."""


@cache
def catalogue() -> Mapping[str, IndicatorDefinition]:
    """Return the definitions that ship, by code, in order."""
    value: Any = read_document(_FILE.read_text(encoding="utf-8"), _FILE.name).value
    legal, since = Text(**value["legal"]), value["since"]
    definitions = [
        definition for family in value["families"] for definition in _family(family, value["parts"], legal, since)
    ]
    definitions += [_key(fields, since) for fields in value["key"]]
    return {definition.code: definition for definition in definitions}


@cache
def formulas() -> Mapping[str, Formula]:
    """Return the formulas of the catalogue, each after those that it is computed from."""
    return check_definitions(catalogue().values())


def formula_of(definition: IndicatorDefinition) -> Formula | None:
    """Return the formula of a definition of the catalogue, or of one of a territory; None for what is not computed."""
    return formulas().get(definition.code) or definition.parsed


def _family(
    family: Mapping[str, Any], parts: Mapping[str, Any], legal: Text, since: date
) -> Iterator[IndicatorDefinition]:
    """The total of a family, where its parts add up, then one definition a part."""
    code, label = family["code"], Text(**family["label"])
    is_qualitative = family.get("is_qualitative", False)
    shared: dict[str, Any] = {
        "group": IndicatorGroup(family["group"]),
        "unit": family["unit"],
        "direction": Direction(family["direction"]),
        "kind": ResultKind.CONTEXT if is_qualitative else ResultKind.RESULT,
        "nature": Nature.QUALITATIVE if is_qualitative else Nature.EXTENSIVE,
        "since": since,
        "low": _number(family.get("low")),
        "high": _number(family.get("high")),
        "source": Text(**family["source"]),
        "legal": legal,
        "is_regulatory": True,
    }
    is_measured = family.get("measured", False)
    listed = parts[family["parts"]]
    if not is_qualitative:
        yield IndicatorDefinition(
            code=f"{code}_{TOTAL}",
            label=label,
            formula=" + ".join(f"optional({code}_{part})" for part in listed),
            measure=f"{code}_{TOTAL}" if is_measured else "",
            is_key=True,
            **shared,
        )
    for part, words in listed.items():
        yield IndicatorDefinition(
            code=f"{code}_{part}",
            label=Text(f"{label.fr}, {words['fr']}", f"{label.en}, {words['en']}"),
            measure=f"{code}_{part}" if is_measured else "",
            **shared,
        )


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _key(fields: Mapping[str, Any], since: date) -> IndicatorDefinition:
    return _definition(
        fields,
        Text(**fields["label"]),
        group=IndicatorGroup(fields["group"]),
        since=since,
        measure=fields.get("measure", ""),
        source=Text(**fields["source"]) if "source" in fields else NO_TEXT,
        legal=Text(**fields["legal"]) if "legal" in fields else NO_TEXT,
        is_key=True,
    )


def own_definition(code: str, fields: Mapping[str, Any]) -> IndicatorDefinition:
    """Return a definition that a territory made for itself, from what is kept of it."""
    label = str(fields["label"])
    since = date.fromisoformat(fields["since"])
    return _definition({**fields, "code": code}, Text(label, label), group=IndicatorGroup.LOCAL, since=since)


def _definition(fields: Mapping[str, Any], label: Text, **more: Any) -> IndicatorDefinition:
    """A definition that is no part of a family."""
    return IndicatorDefinition(
        code=fields["code"],
        label=label,
        unit=fields["unit"],
        direction=Direction(fields["direction"]),
        kind=ResultKind(fields["kind"]),
        nature=Nature(fields["nature"]),
        formula=fields.get("formula", ""),
        low=_number(fields.get("low")),
        high=_number(fields.get("high")),
        **more,
    )


# The list of national definitions of indicators, as it is published: one row a definition.


@cache
def national_identifiers() -> Mapping[str, NationalIdentifier]:
    """Return the national identifiers of the catalogue, by code; read once."""
    file = Path(__file__).parent / "definitions" / "national_identifiers.csv"
    rows = read_text_rows(file.read_bytes(), file.name, required=("code", "identifier", "unit"))
    return {row.cells["code"]: NationalIdentifier(**row.cells) for row in rows}


@cache
def by_national_identifier() -> Mapping[str, NationalIdentifier]:
    """Return the same, by national identifier."""
    return {known.identifier: known for known in national_identifiers().values()}


_COLUMNS = ("identifiantreferentiel", "titre", "unite", "parents", "valeurcalcule", "exprcible", "exprseuil")


def read_national_definitions(data: bytes, file: str) -> list[NationalDefinition]:
    """Return the definitions of a file, in its order. Raises ImportFileError: it is no such table."""
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
