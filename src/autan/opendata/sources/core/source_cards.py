"""Cards of the tables of open data: who made a table, what it counts, on which geography, and what it cannot say.

A card travels with its table everywhere: in the package (`definitions/sources/*.yaml`), in the lake (`card.json`) and
on screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Self

from autan.evidence.figures.core.sources import Source
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import set_typography
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.opendata.sources.core.absence import Absence, Absences, meaning_of, parse_absences
from autan.opendata.sources.core.series_breaks import SeriesBreak, parse_breaks


class InvalidCardError(DomainError):
    """A card lacks something, or says something impossible.

    Attributes:
        source: slug of the source, or `?` when the card has none.
        reason: what is wrong, in English.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__("fiche {source!r}\u00a0: {reason}", source=source, reason=reason)


INDICATOR_PREFIX = "indicator-"
"""Start of the name of each source that gives one indicator, by territory and year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardColumn:
    """One column of the tidy table. `unit`: code of the unit of a measure, or empty for a key."""

    name: str
    label: Text
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTraits:
    """What the producer of a territorial indicator says of it, beside its rows.

    Attributes:
        is_summable: True when the values of parts may be added; a rate may not.
        axes: names of the columns that split a value, as `secteur`, in order.
    """

    dataset: str
    unit: str
    is_summable: bool = False
    axes: tuple[str, ...] = ()
    value_column: str = "valeur"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """Identity of one edition of one source.

    Attributes:
        source: slug of the source, stable over its editions.
        republished_by: where the copy came from, or empty when it came from the producer.
        limits: what the table cannot say; printed beside its figures.
        is_twelve_months: True when energy covers the twelve months that end on `data_date`.
        geography_vintage: year of the official geographic code of the commune codes.
        state: state of a value that the source gives without reserve.
        key: columns that identify a row; the table is sorted by them.
        part_column: column that tells the files of a source apart, where it comes in several; a file replaces its part
            alone. Empty for a source of one file.
        checksum: SHA-256 of the table that ships, or empty.
        absences: what a place without a row means, by first word of the codes of measures.
        is_third_party: True when the copy came from neither the producer nor the user, and was not compared.
        service_register: source that says which communes a network serves, or empty.
    """

    source: str
    title: str
    producer: str
    licence: str
    counts: Text
    limits: Text
    retrieved_on: date
    data_date: str
    geography_vintage: int
    state: ValueState
    columns: tuple[CardColumn, ...]
    key: tuple[str, ...]
    part_column: str = ""
    republished_by: str = ""
    url: str = ""
    is_twelve_months: bool = False
    checksum: str = ""
    remarks: tuple[str, ...] = ()
    indicator: IndicatorTraits | None = None
    absences: Absences = ()
    service_register: str = ""
    is_third_party: bool = False
    breaks: tuple[SeriesBreak, ...] = ()

    @property
    def third_party_note(self) -> Text | None:
        """That the copy went through a third party, in plain words; None when it did not."""
        if not self.is_third_party:
            return None
        return Sentence(
            "Copie prise chez un tiers ({republished_by})\u202f; elle n’a pas été comparée au fichier du producteur.",
            republished_by=self.republished_by,
        )

    @property
    def period(self) -> Period:
        """Time that stocks (installations, dwellings, certificates) and yearly flows are about."""
        return Period.parse(self.data_date)

    @property
    def flow_period(self) -> Period:
        """Time over which energy was counted."""
        period = self.period
        return Period.months_before(period.end) if self.is_twelve_months and period.end else period

    @property
    def credit(self) -> Text:
        """Producer, title and date, as printed under a chart."""
        when = self.period.words()
        return Sentence(
            "{producer}, «\u202f{self}\u202f», données {when}", producer=self.producer, self=self.title, when=when
        )

    def absence_of(self, measure: str) -> Absence:
        """What a place without a row means for a measure."""
        return meaning_of(self.absences, measure)

    def to_source(self) -> Source:
        """The source that a citation names."""
        return Source(
            slug=self.source,
            title=self.title,
            producer=self.producer,
            licence=self.licence,
            published=self.data_date,
            url=self.url,
            document="" if self.url else self.republished_by,
        )

    def for_edition(
        self, *, data_date: str, retrieved_on: date, republished_by: str, remarks: Sequence[str] = ()
    ) -> Self:
        """The card of another edition of the same source, as when a user adds a file."""
        return replace(
            self,
            data_date=data_date,
            retrieved_on=retrieved_on,
            republished_by=republished_by,
            remarks=tuple(remarks),
            checksum="",
            is_third_party=False,
        )

    def to_mapping(self) -> dict[str, Any]:
        """Plain values, ready for JSON; `parse_card` reads them back."""
        plain = asdict(self) | {"retrieved_on": self.retrieved_on.isoformat(), "state": self.state.value}
        plain["absences"] = {word: meaning.value for word, meaning in self.absences}
        return {name: value for name, value in plain.items() if value is not None}


_REQUIRED = tuple(field.name for field in fields(SourceCard) if field.default is MISSING)
_OPTIONAL = tuple(field.name for field in fields(SourceCard) if field.default is not MISSING)


def parse_card(values: Mapping[str, Any]) -> SourceCard:
    """Read a card from plain values.

    `values`: mapping of the fields of `SourceCard`; texts as `{fr, en}`, dates as ISO text or dates.
    Raises InvalidCardError: a field is missing or unknown, a unit or a state does not exist, a date is impossible, a
    key is not a column, a text lacks one of its two languages.
    """
    source = str(values.get("source") or "?")
    _refuse_unknown(source, values)
    try:
        card = SourceCard(
            source=source,
            title=str(values["title"]),
            producer=str(values["producer"]),
            licence=str(values["licence"]),
            counts=_text(source, values["counts"]),
            limits=_text(source, values["limits"]),
            retrieved_on=date.fromisoformat(str(values["retrieved_on"])),
            data_date=str(values["data_date"]),
            geography_vintage=int(values["geography_vintage"]),
            state=ValueState(values["state"]),
            columns=tuple(_column(source, item) for item in values["columns"]),
            key=tuple(values["key"]),
            **_optional(values),
        )
        Period.parse(card.data_date)
    except (KeyError, TypeError, ValueError, DomainError) as error:
        raise error if isinstance(error, InvalidCardError) else InvalidCardError(source, str(error)) from error
    _refuse_foreign_key(card)
    return card


def _optional(values: Mapping[str, Any]) -> dict[str, Any]:
    optional = {name: values[name] for name in _OPTIONAL if values.get(name)}
    if "indicator" in optional:
        traits = dict(optional["indicator"])
        optional["indicator"] = IndicatorTraits(**traits | {"axes": tuple(traits.get("axes", ()))})
    if "absences" in optional:
        optional["absences"] = parse_absences(optional["absences"])
    if "breaks" in optional:
        optional["breaks"] = parse_breaks(optional["breaks"])
    return {name: tuple(value) if name == "remarks" else value for name, value in optional.items()}


def _refuse_unknown(source: str, values: Mapping[str, Any]) -> None:
    missing = [name for name in _REQUIRED if not values.get(name)]
    unknown = [name for name in values if name not in _REQUIRED and name not in _OPTIONAL]
    if missing or unknown:
        raise InvalidCardError(source, f"missing {missing}, unknown {unknown}")


def _refuse_foreign_key(card: SourceCard) -> None:
    names = [column.name for column in card.columns]
    foreign = [name for name in card.key if name not in names]
    if foreign:
        raise InvalidCardError(card.source, f"key {foreign} is not among the columns")


def _text(source: str, value: Any) -> Text:
    if not isinstance(value, Mapping) or not value.get("fr") or not value.get("en"):
        raise InvalidCardError(source, f"a text needs fr and en, got {value!r}")
    french, english = str(value["fr"]).strip(), str(value["en"]).strip()
    return Text(set_typography(french, language="fr"), set_typography(english, language="en"))


def _column(source: str, value: Mapping[str, Any]) -> CardColumn:
    unit = str(value.get("unit") or "")
    if unit:
        get_unit(unit)
    return CardColumn(name=str(value["name"]), label=_text(source, value["label"]), unit=unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEdition:
    """A snapshot of a source: its card, and the name of its folder in the lake."""

    card: SourceCard
    name: str
