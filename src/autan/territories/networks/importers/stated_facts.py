"""A table of facts: what each row states, and everything that is wrong with it."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from autan.evidence.figures.core.sources import Source
from autan.evidence.figures.core.stated_facts import Confidence, StatedFact, Topic
from autan.evidence.imports.core import Upload
from autan.ground.errors import Fault
from autan.ground.tables.core.findings import Findings
from autan.ground.tables.core.tables import TextRow
from autan.ground.tables.importers.tables import read_text_rows
from autan.ground.texts.core.periods import Period
from autan.ground.texts.core.plain_letters import fold_accents
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.importers.memberships import siren_of, text_faults

REQUIRED = ("siren", "topic", "statement", "source", "locator")
_LONGEST = {"statement": 4000, "source": 400, "source_url": 500, "locator": 200, "unit": 80, "producer": 200}
_TOPICS = {name: topic for topic in Topic for name in (topic.value, fold_accents(topic.label.fr))}
_WHO = {
    **{confidence.value: confidence for confidence in Confidence},
    **{fold_accents(confidence.label.fr): confidence for confidence in Confidence},
    "collectivite": Confidence.AUTHORITY,
    "presse": Confidence.PRESS,
    "tiers": Confidence.THIRD_PARTY,
    "": Confidence.AUTHORITY,
}

type MakeSource = Callable[..., Source]


def read_stated_facts(
    upload: Upload, *, places: Mapping[str, str], make_source: MakeSource, findings: Findings
) -> list[tuple[int, StatedFact]]:
    """Return the facts of a table with the columns `REQUIRED`, and their lines; its other columns may lack.

    `places`: name of each member by SIREN, and of the network under an empty one: what facts may be about.
    `make_source`: makes a source of its title, address, producer and date.
    `findings`: where what is wrong with the rows is noted; these are left out.
    Raises ImportFileError when it is no such table; see `read_text_rows`.
    """
    read: list[tuple[int, StatedFact]] = []
    for row in findings.until_full(read_text_rows(upload.data, upload.file, required=REQUIRED)):
        faults = _faults(row, places)
        if faults:
            findings.add(*faults)
        else:
            read.append((row.line, _read(row, places, make_source)))
    return read


def parse_number(text: str) -> Decimal | None:
    """Read a number as French people write it, or nothing."""
    plain = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        number = Decimal(plain) if plain else None
    except InvalidOperation:
        raise ValueError(text) from None
    if number is not None and not (number.is_finite() and abs(number) < 10**14):
        raise ValueError(text)
    return number


def _faults(row: TextRow, places: Mapping[str, str]) -> list[Fault]:
    cells = row.cells
    checks = (
        ("siren", siren_of(row) in places, Sentence("le SIREN d’un membre du réseau, ou rien pour le réseau")),
        (
            "topic",
            fold_accents(cells["topic"]) in _TOPICS,
            Sentence("un thème parmi {topics}", topics=Sentence.joined(", ", (topic.label for topic in Topic))),
        ),
        ("statement", bool(cells["statement"]), Sentence("l’énoncé, en une phrase")),
        ("source", bool(cells["source"]), Sentence("le titre de la source : pas de fait sans source")),
        ("locator", bool(cells["locator"]), Sentence("l’endroit dans la source, comme « page 12 »")),
        (
            "period",
            Period.reads(cells.get("period", "")),
            Sentence("une année, deux jointes par un tiret, une date, ou rien"),
        ),
        ("value", _is_number(cells.get("value", "")), Sentence("un nombre, ou rien")),
        (
            "confidence",
            fold_accents(cells.get("confidence", "")) in _WHO,
            Sentence("« collectivité », « presse » ou « tiers »"),
        ),
    )
    faults = [row.fault(column, expected) for column, is_right, expected in checks if not is_right]
    return faults + text_faults(row, _LONGEST)


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except ValueError:
        return False
    return True


def _read(row: TextRow, places: Mapping[str, str], make_source: MakeSource) -> StatedFact:
    cells = row.cells
    unit = cells.get("unit", "")
    return StatedFact(
        siren=siren_of(row),
        subject=places[siren_of(row)],
        topic=_TOPICS[fold_accents(cells["topic"])],
        period=cells.get("period", ""),
        statement=Text(cells["statement"], cells.get("statement_en") or cells["statement"]),
        value=parse_number(cells.get("value", "")),
        unit=Text(unit, cells.get("unit_en") or unit),
        source=make_source(
            cells["source"],
            cells.get("source_url", ""),
            producer=cells.get("producer", ""),
            published=cells.get("published", "")[:20],
        ),
        locator=cells["locator"],
        confidence=_WHO[fold_accents(cells.get("confidence", ""))],
    )
