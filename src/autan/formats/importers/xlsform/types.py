"""What does each type of a form ask for, in our words? The types are those that pyxform knows."""

from functools import cache
from typing import Any

from autan.questionnaires.core.kinds import QuestionKind

K = QuestionKind
_DRAWN = {"select_one": K.SINGLE, "select_multiple": K.MULTIPLE, "rank": K.RANKING}
_BY_TAG = {"trigger": K.SINGLE, "upload": K.FILE, "select1": K.SINGLE, "select": K.MULTIPLE, "range": K.NUMBER}
_BY_BIND = {
    "string": K.OPEN,
    "int": K.NUMBER,
    "decimal": K.NUMBER,
    "date": K.DATE,
    **dict.fromkeys(("time", "dateTime", "geopoint", "geotrace", "geoshape", "barcode"), K.SHORT_TEXT),
}
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


@cache
def _types() -> dict[str, dict[str, Any]]:
    """The types of pyxform, which is loaded when a form is read and not before: it takes long."""
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    return {name.lower(): shape for name, shape in QUESTION_TYPE_DICT.items()}


def is_metadata(word: str) -> bool:
    """True for what a device fills in by itself, and for what is calculated: nothing is asked.

    >>> is_metadata("today"), is_metadata("calculate"), is_metadata("text")
    (True, True, False)
    """
    shape = _types().get(word.lower())
    return shape is not None and shape.get("control", {"tag": "action"})["tag"] == "action"


def kind_of_word(word: str) -> QuestionKind | None:
    """Return the kind that a type asks for; None for a type that no form has.

    >>> kind_of_word("q string"), kind_of_word("select_one"), kind_of_word("note"), kind_of_word("truc")
    (<QuestionKind.OPEN: 'open'>, <QuestionKind.SINGLE: 'single'>, <QuestionKind.DISPLAY: 'display'>, None)
    """
    if word.lower() in _DRAWN:
        return _DRAWN[word.lower()]
    shape = _types().get(word.lower())
    if shape is None or is_metadata(word):
        return None
    if "note" in word.lower().split():
        return K.DISPLAY
    tag = shape["control"]["tag"]
    return _BY_TAG.get(tag) or _BY_BIND.get(shape.get("bind", {}).get("type", ""))


def is_near(word: str) -> bool:
    """True for a type that we hold otherwise: a time or a place as a text, a picture as a file."""
    shape = _types().get(word.lower(), {})
    bind = shape.get("bind", {}).get("type", "")
    return _BY_BIND.get(bind) is K.SHORT_TEXT or (bind == "binary" and word.lower() != "file")
