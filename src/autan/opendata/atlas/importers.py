"""A table of sites, energy chains and clusters: what each row states, and everything that is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.text import slugify

from autan.evidence.figures.core.sources import Source
from autan.evidence.figures.core.stated_facts import Confidence, StatedFact, Topic
from autan.evidence.imports.core import Upload
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.opendata.atlas.core.innovation import InnovationPlace
from autan.opendata.observatory.core.innovation_kinds import InnovationKind
from autan.territories.networks.importers.memberships import siren_of, text_faults
from autan.territories.perimeters.lake.register import commune_names, last_communes_of

REQUIRED = ("siren", "chain", "label", "kind", "statement", "source", "locator")
COLUMNS = ("siren", "member", *REQUIRED[1:4], "commune", "since", "until", *REQUIRED[4:], "source_url")
_LONGEST = {"chain": 40, "label": 200, "statement": 4000, "source": 400, "source_url": 500, "locator": 200}
_KINDS = {name: kind for kind in InnovationKind for name in (kind.value, fold_accents(kind.label.fr))}
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPlace:
    """A site or a cluster as a row tells it, with the fact that states it and the name of its chain."""

    place: InnovationPlace
    chain: str
    fact: StatedFact


def read_places(
    upload: Upload, *, places: Mapping[str, str], make_source: Callable[..., Source], findings: Findings
) -> list[tuple[int, StatedPlace]]:
    """Return the sites and clusters of a table, with their lines; a row that names none is left aside.

    Raises ImportFileError: it is no such table; see `read_text_rows`.

    `upload`: the file, with the columns `REQUIRED` and, where they are known, the others of `COLUMNS`.
    `places`: name of each member by SIREN, and of the network under an empty one.
    `findings`: where what is wrong with the rows is noted; these are left out.
    """
    read: list[tuple[int, StatedPlace]] = []
    for row in findings.until_full(read_text_rows(upload.data, upload.file, required=REQUIRED)):
        if not (row.cells["label"] or row.cells["statement"]):
            continue
        faults = _faults(row, places)
        if faults:
            findings.add(*faults)
        else:
            read.append((row.line, _read(row, places, make_source)))
    return read


def _faults(row: TextRow, places: Mapping[str, str]) -> list[Fault]:
    cells, kind = row.cells, _KINDS.get(fold_accents(row.cells["kind"]))
    is_site = kind is not InnovationKind.CLUSTER
    checks = (
        ("label", bool(cells["label"]), Sentence("le nom du site ou du pôle")),
        (
            "kind",
            kind is not None,
            Sentence("un état parmi {states}", states=Sentence.joined(", ", (state.label for state in InnovationKind))),
        ),
        (
            "siren",
            siren_of(row) in places and is_site == bool(siren_of(row)),
            Sentence("le SIREN d’un membre pour un site, rien pour un pôle"),
        ),
        ("chain", is_site == bool(cells["chain"]), Sentence("la filière d’un site, rien pour un pôle")),
        (
            "commune",
            not cells.get("commune") or (siren_of(row) in places and bool(_commune(row))),
            Sentence("une commune de ce membre, ou rien"),
        ),
        ("since", _is_year(cells.get("since", "")), Sentence("une année, ou rien")),
        ("until", _is_year(cells.get("until", "")), Sentence("une année, ou rien")),
        ("until", _is_later(cells), Sentence("une année qui ne précède pas celle de « since »")),
        ("statement", bool(cells["statement"]), Sentence("l’énoncé, en une phrase")),
        ("source", bool(cells["source"]), Sentence("le titre de la source : pas de fait sans source")),
        ("locator", bool(cells["locator"]), Sentence("l’endroit dans la source, comme « page 12 »")),
    )
    faults = [row.fault(column, expected) for column, is_right, expected in checks if not is_right]
    return faults + text_faults(row, _LONGEST)


def _is_year(text: str) -> bool:
    return not text or read_whole(text) in _YEARS


def _is_later(cells: Mapping[str, str]) -> bool:
    since, until = read_whole(cells.get("since", "")), read_whole(cells.get("until", ""))
    return since is None or until is None or since <= until


def _commune(row: TextRow) -> str:
    """Code of the commune that a row names by its name or its code, among those of its member; empty for none."""
    typed, names = fold_accents(row.cells.get("commune", "")), commune_names()
    codes = last_communes_of(siren_of(row)) if typed and siren_of(row) else ()
    return next((code for code in codes if typed in {fold_accents(names[code]), code.lower()}), "")


def _read(row: TextRow, places: Mapping[str, str], make_source: Callable[..., Source]) -> StatedPlace:
    cells = row.cells
    fact = StatedFact(
        siren=siren_of(row),
        subject=places[siren_of(row)],
        topic=Topic.INNOVATION,
        period=cells.get("since", ""),
        statement=Text(cells["statement"], cells["statement"]),
        value=None,
        unit=NO_TEXT,
        source=make_source(cells["source"], cells.get("source_url", "")),
        locator=cells["locator"],
        confidence=Confidence.AUTHORITY,
    )
    place = InnovationPlace(
        label=Text(cells["label"], cells["label"]),
        facts=(fact.id,),
        kind=_KINDS[fold_accents(cells["kind"])],
        siren=siren_of(row),
        commune=_commune(row),
        chain=slugify(cells["chain"]),
        since=read_whole(cells.get("since", "")),
        until=read_whole(cells.get("until", "")),
    )
    return StatedPlace(place=place, chain=cells["chain"], fact=fact)
