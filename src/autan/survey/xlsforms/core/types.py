"""Types of rows of a form, those that pyxform knows, and the kind of Autan that each asks for."""

import re
from collections.abc import Container
from dataclasses import dataclass

from autan.survey.questionnaires.core.kinds import QuestionKind

K = QuestionKind
USUAL_TYPES = {
    K.OPEN: "text",
    K.SHORT_TEXT: "text",
    K.HALF_OPEN: "select_one",
    K.SINGLE: "select_one",
    K.MULTIPLE: "select_multiple",
    K.RANKING: "rank",
    K.NUMBER: "decimal",
    K.PERCENTAGE: "decimal",
    K.YEAR: "integer",
    K.SCALE: "range",
    K.DATE: "date",
    K.FILE: "file",
    K.DISPLAY: "note",
}
"""Type in which we write each kind."""

_NEAR = {
    K.SHORT_TEXT: (
        *("time", "datetime", "date time", "add date time prompt", "add datetime prompt", "q date time", "q datetime"),
        *("geopoint", "location", "gps", "q geopoint", "q location", "add location prompt", "geotrace", "q geotrace"),
        *("geoshape", "q geoshape", "barcode", "q barcode", "add barcode prompt"),
    ),
    K.FILE: (
        *("photo", "image", "q picture", "q image", "add image prompt", "audio", "q audio", "add audio prompt"),
        *("video", "q video", "add video prompt", "osm", "add file prompt"),
    ),
}
_SAME = {
    K.OPEN: ("text", "string", "q string", "add text prompt", "phone number", "select one external"),
    K.SINGLE: (
        *("select_one", "select one", "select one using", "q select1", "add select one prompt using"),
        *("trigger", "acknowledge", "q acknowledge", "add acknowledge prompt"),
    ),
    K.MULTIPLE: (
        *("select_multiple", "select all that apply", "select all that apply from", "select multiple from"),
        *("select multiple using", "q select", "add select multiple prompt using"),
    ),
    K.RANKING: ("rank",),
    K.NUMBER: (
        *("integer", "int", "q int", "add integer prompt", "decimal", "q decimal", "add decimal prompt", "percentage"),
        *(f"number of days in last {period}" for period in ("month", "six months", "year")),
        "range",
    ),
    K.DATE: ("date", "q date", "add date prompt"),
    K.FILE: ("file",),
    K.DISPLAY: ("note", "q note", "add note prompt"),
}
_KINDS = {word: kind for table in (_SAME, _NEAR) for kind, words in table.items() for word in words}
METADATA = frozenset(
    {"calculate", "q calculate", "add calculate prompt", "hidden", "xml-external", "csv-external", "audit"}
    | {"start", "start time", "get start time", "end", "end time", "get end time", "today", "get today"}
    | {"start-geopoint", "background-audio", "background-geopoint", "username", "email", "get phone number"}
    | {f"uri:{name}" for name in ("username", "email", "phonenumber", "subscriberid", "simserial", "deviceid")}
    | {"deviceid", "device id", "get device id", "imei", "simserial", "sim id", "get sim id"}
    | {"subscriberid", "subscriber id", "get subscriber id", "phonenumber"}
)
"""What a device fills in by itself, and what is calculated: nothing is asked."""


_SELECT = re.compile(
    r"(select_one_external|select one external|select_one|select one(?: from)?|select1"
    r"|select_multiple|select all that apply(?: from)?|rank"
    r"|add select one prompt using|add select multiple prompt using)"
    r"\s+(\S+)(?:\s+(or_other|or other|or specify other))?",
    re.IGNORECASE,
)
_MULTIPLE = ("select_multiple", "select all", "add select multiple")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowType:
    """What the `type` of a row says: its word, the list that it draws on, « or other »."""

    word: str
    list_name: str = ""
    allows_other: bool = False


def read_type(text: str) -> RowType:
    """Read the type of a row.

    >>> read_type("select_one oui_non or_other")
    RowType(word='select_one', list_name='oui_non', allows_other=True)
    """
    match = _SELECT.fullmatch(text.strip())
    if match is None:
        return RowType(word=" ".join(text.split()))
    word, list_name, other = match.groups()
    word = word.lower()
    kind = "rank" if word == "rank" else "select_multiple" if word.startswith(_MULTIPLE) else "select_one"
    return RowType(word=kind, list_name=list_name, allows_other=bool(other))


def is_metadata(word: str) -> bool:
    """True for a type by which nothing is asked.

    >>> is_metadata("today"), is_metadata("calculate"), is_metadata("text")
    (True, True, False)
    """
    return word.lower() in METADATA


def kind_of_word(word: str) -> QuestionKind | None:
    """Return the kind that a type asks for; None for a type that is unknown, or by which nothing is asked.

    >>> kind_of_word("q string"), kind_of_word("select_one"), kind_of_word("note"), kind_of_word("truc")
    (<QuestionKind.OPEN: 'open'>, <QuestionKind.SINGLE: 'single'>, <QuestionKind.DISPLAY: 'display'>, None)
    """
    return _KINDS.get(word.lower())


def is_near(word: str) -> bool:
    """True for a type that we hold otherwise: a time or a place as a text, a picture as a file."""
    return any(word.lower() in words for words in _NEAR.values())


def fits_kind(written: str, kind: QuestionKind) -> bool:
    """True when a type kept of a form can be written again for a question of Autan; its list may have been changed.

    >>> [fits_kind("select_one_from_file a.csv", kind) for kind in (QuestionKind.OPEN, QuestionKind.SINGLE)]
    [True, False]
    """
    return kind is K.OPEN if _is_from_file(written) else kind_of_word(written) is kind


def is_writable(written: str, lists: Container[str]) -> bool:
    """True when a form takes a type kept of another one."""
    row_type = read_type(written)
    if row_type.list_name:
        return row_type.list_name in lists
    return _is_from_file(written) or kind_of_word(row_type.word) is not None


def _is_from_file(written: str) -> bool:
    word = written.split()[0].lower()
    return word.startswith("select_") and word.endswith("_from_file")
