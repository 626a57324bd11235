"""A table of memberships: what each row says, and everything that is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from autan.evidence.imports.core import Upload
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence
from autan.territories.networks.core.members import Certainty, periods_meet
from autan.territories.perimeters.lake.register import UnknownTerritoryError, find_epci
from autan.territories.perimeters.lake.successors import find_former_epci

REQUIRED = ("network", "name", "siren", "certainty", "source")

_CERTAINTIES = {  # without accents
    "confirmed": Certainty.CONFIRMED,
    "confirme": Certainty.CONFIRMED,
    "probable": Certainty.PROBABLE,
}
_DATE = Sentence("une date qui existe, comme 2013-03-12 ou 12/03/2013, ou rien")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = {"network": 60, "name": 120, "short_name": 60, "source": 400, "source_url": 500}


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRow:
    """One row that is right; `line` is its line in the file, texts are empty where the file gives none."""

    line: int
    network: str
    name: str
    siren: str
    short_name: str
    valid_from: date | None
    valid_to: date | None
    certainty: Certainty
    source: str
    source_url: str
    locator: str


def read_memberships(upload: Upload, *, known_names: Mapping[str, str], findings: Findings) -> list[MembershipRow]:
    """Return the memberships of a table with the columns `REQUIRED`; its other columns may lack.

    `known_names`: French name of each network that exists, by slug: a row must not give it another.
    `findings`: where what is wrong with the rows is noted; these are left out.
    Raises ImportFileError when it is no such table; see `read_text_rows`.
    """
    read: list[MembershipRow] = []
    names = dict(known_names)
    for row in findings.until_full(read_text_rows(upload.data, upload.file, required=REQUIRED)):
        faults = [*_cell_faults(row), *_name_faults(row, names)]
        if not faults:
            member = _read(row)
            faults = _clashes(member, read)
            read.append(member)
        findings.add(*faults)
    return read


def _cell_faults(row: TextRow) -> list[Fault]:
    cells = row.cells
    checks = (
        (
            "network",
            bool(_SLUG.fullmatch(cells["network"])),
            Sentence("un nom court du réseau, comme « dialogue-toulouse »"),
        ),
        ("name", bool(cells["name"]), Sentence("le nom du réseau")),
        ("valid_from", _is_date(cells.get("valid_from", "")), _DATE),
        ("valid_to", _is_date(cells.get("valid_to", "")), _DATE),
        ("certainty", fold_accents(cells["certainty"]) in _CERTAINTIES, Sentence("« confirmé » ou « probable »")),
        ("source", bool(cells["source"]), Sentence("le titre de la source : pas d’appartenance sans preuve")),
    )
    faults = [row.fault(column, expected) for column, is_right, expected in checks if not is_right]
    faults += text_faults(row, _LONGEST)
    if row.overflow:
        faults.append(
            Fault(row=row.line, value=" | ".join(row.overflow), expected="pas plus de cellules que de titres")
        )
    return [*faults, *_siren_faults(row), *_order_faults(row)]


def text_faults(row: TextRow, longest: Mapping[str, int]) -> list[Fault]:
    """The cells that are longer than their columns may be, and an address of the source that no page may link to."""
    address = row.cells.get("source_url", "").lower()
    is_linked = not address or address.startswith(("http://", "https://"))
    faults = [] if is_linked else [row.fault("source_url", Sentence("une adresse en http:// ou https://, ou rien"))]
    return faults + [
        row.fault(column, Sentence("{limit} signes au plus", limit=limit))
        for column, limit in longest.items()
        if len(row.cells.get(column, "")) > limit
    ]


def _siren_faults(row: TextRow) -> list[Fault]:
    """A SIREN that the register does not know, with those that look like it."""
    try:
        find_epci(siren_of(row))
    except UnknownTerritoryError as error:
        names = [f"{siren} ({find_epci(siren).name})" for siren in error.suggestions]
        hint = Sentence(" ; peut-être {names}", names=", ".join(names)) if names else ""
        if error.vintages:
            hint = Sentence(
                " ; celui-ci a cessé d’exister après {last}{successors}",
                last=error.vintages[-1],
                successors=_successors(siren_of(row)),
            )
        return [
            row.fault(
                "siren",
                Sentence("le SIREN d’un EPCI de {vintage}, neuf chiffres{hint}", vintage=error.vintage, hint=hint),
            )
        ]
    return []


def _successors(siren: str) -> str:
    """Where the communes of an EPCI that no longer exists are today, as the end of a sentence."""
    former = find_former_epci(siren)
    successors = former.successors if former else ()
    names = [
        Sentence(
            "{name}, {siren} ({communes} sur {total})",
            name=successor.epci.name,
            siren=successor.epci.siren,
            communes=successor.communes,
            total=successor.total,
        )
        for successor in successors
    ]
    return Sentence(" ; ses communes sont dans {names}", names=Sentence.joined(" ; ", names)) if names else ""


def siren_of(row: TextRow) -> str:
    """The SIREN of a row, as it is often written: with or without spaces."""
    return row.cells["siren"].replace(" ", "").replace("\u202f", "")


def _order_faults(row: TextRow) -> list[Fault]:
    begins, ends = row.cells.get("valid_from", ""), row.cells.get("valid_to", "")
    if not (_is_date(begins) and _is_date(ends)):
        return []
    first, last = _date(begins), _date(ends)
    if first is None or last is None or first <= last:
        return []
    return [row.fault("valid_to", Sentence("une date qui ne précède pas valid_from ({begins})", begins=begins))]


def _name_faults(row: TextRow, names: dict[str, str]) -> list[Fault]:
    """A network has one name, that of its first row or the one it has already; a row without is told elsewhere."""
    cell = row.cells["name"]
    name = names.setdefault(row.cells["network"], cell) if cell else cell
    return [] if name == cell else [row.fault("name", Sentence("« {name} », le nom de ce réseau", name=name))]


def _clashes(member: MembershipRow, before: Sequence[MembershipRow]) -> list[Fault]:
    """The same territory twice in the same network at the same time."""
    period = (member.valid_from, member.valid_to)
    return [
        Fault(
            row=member.line,
            column="siren",
            value=member.siren,
            expected=Sentence(
                "une seule ligne par appartenance ; la ligne {line} dit déjà celle-ci à ces dates", line=other.line
            ),
        )
        for other in before
        if (other.network, other.siren) == (member.network, member.siren)
        and periods_meet((other.valid_from, other.valid_to), period)
    ][:1]


def _is_date(text: str) -> bool:
    try:
        _date(text)
    except ValueError:
        return False
    return True


def _date(text: str) -> date | None:
    """Read an ISO or a French date. Raises ValueError when it is neither, or is not in the calendar."""
    if not text:
        return None
    return datetime.strptime(text, "%d/%m/%Y" if "/" in text else "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone


def _read(row: TextRow) -> MembershipRow:
    cells = row.cells
    return MembershipRow(
        line=row.line,
        network=cells["network"],
        name=cells["name"],
        siren=siren_of(row),
        short_name=cells.get("short_name", ""),
        valid_from=_date(cells.get("valid_from", "")),
        valid_to=_date(cells.get("valid_to", "")),
        certainty=_CERTAINTIES[fold_accents(cells["certainty"])],
        source=cells["source"],
        source_url=cells.get("source_url", ""),
        locator=cells.get("locator", ""),
    )
