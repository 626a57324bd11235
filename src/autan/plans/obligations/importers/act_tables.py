"""Reads a table of acts through what a coordination says of its columns: those of members, every fault at its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from autan.evidence.imports.core import Upload
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.language import name_some
from autan.ground.wordings import Sentence
from autan.opendata.sources.core.file_mappings import constant, pairs
from autan.plans.obligations.core.act_tables import ADDRESS_WANTED, ActTable, date_faults, is_address
from autan.plans.obligations.core.rules import ObligationRule

_SIREN = 9
_LONGEST_ACT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class TableAct:
    """An act of a member, as a row tells it."""

    siren: str
    act: str
    when: PartialDate
    address: str
    line: int


@dataclass(slots=True)
class _Reading:
    table: ActTable
    rule: ObligationRule
    places: Mapping[str, str]  # SIREN of each member, by itself and by its names in small letters
    today: date
    findings: Findings
    others: list[str] = field(default_factory=list)


def read_act_table(
    upload: Upload,
    table: ActTable,
    rule: ObligationRule,
    *,
    names: Mapping[str, str],
    today: date,
    findings: Findings,
) -> list[TableAct]:
    """Return the acts of members that a table tells; `names` gives the name of each member by SIREN.

    Rows of other places are left, and told together. Raises ImportFileError: it lacks a column that is named.
    """
    places = {siren: siren for siren in names} | {name.casefold(): siren for siren, name in names.items()}
    reading = _Reading(table, rule, places, today, findings)
    acts: dict[tuple[str, str], TableAct] = {}
    for row in findings.until_full(read_text_rows(upload.data, upload.file, required=table.columns)):
        for act in _read_row(row, reading):
            if (act.siren, str(act.when)) in acts:
                findings.add(row.fault(_column(table.when), Sentence("une seule ligne par membre et par date")))
            acts[act.siren, str(act.when)] = act
    if reading.others:
        some = name_some(list(dict.fromkeys(reading.others)))
        left = Sentence("un membre du réseau (lignes d’autres lieux, laissées\u00a0: {n})", n=len(reading.others))
        findings.warn(Fault(expected=left, column=_column(table.place), value=some))
    return list(acts.values())


def _read_row(row: TextRow, reading: _Reading) -> Iterator[TableAct]:
    table = reading.table
    if any(row.cells[column.lower()].casefold() != word.casefold() for column, word in pairs(table.kept)):
        return
    place = "".join(row.cells[_column(table.place)].split())
    siren = reading.places.get(place) or reading.places.get(row.cells[_column(table.place)].casefold())
    if siren is None:
        # a number that is no SIREN may be that of a member, cut or written otherwise
        if not place or (place.isdecimal() and len(place) != _SIREN):
            reading.findings.add(row.fault(_column(table.place), Sentence("un SIREN de neuf chiffres, ou un nom")))
        else:
            reading.others.append(row.cells[_column(table.place)])
        return
    act, address = _cell(row, table.act), _cell(row, table.address)
    when = PartialDate.parse(row.cells[_column(table.when)].partition(" ")[0])
    faults = [] if act and len(act) <= _LONGEST_ACT else [(table.act, Sentence("l’acte, en 300 lettres au plus"))]
    faults += [] if is_address(address) else [(table.address, ADDRESS_WANTED)]
    if when is None:
        faults.append((table.when, Sentence("une date\u00a0: 2024, 2024-06 ou 30/06/2024")))
    else:
        faults += [(table.when, fault) for fault in date_faults(reading.rule, when, reading.today)]
    reading.findings.add(*(row.fault(_column(entry), expected) for entry, expected in faults))
    if when and not faults:
        yield TableAct(siren=siren, act=act, when=when, address=address, line=row.line)


def _column(entry: str) -> str:
    return entry.strip().lower()


def _cell(row: TextRow, entry: str) -> str:
    return constant(entry) or row.cells.get(_column(entry), "")
