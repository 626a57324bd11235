"""What every element of REFI-QDA has: identifiers, references, moments, values; read with what must be repaired."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from autan.coding.codings.core.project import QdaScalar, QdaValue, make_guid, read_guid
from autan.coding.codings.importers.xml_tree import Element, XmlReading, elements_of, text_of

_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_TRUE, _FALSE = frozenset({"true", "1"}), frozenset({"false", "0"})


class QdaReading(XmlReading):
    """The reading of a file of REFI-QDA, with the identifiers that were given to things without a right one."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._has_told_guids = False

    def guid(self, element: Element) -> str:
        """Identifier of an element; one is made where it has none, or another form."""
        raw = element.get("guid") or ""
        guid = read_guid(raw)
        if guid:
            return guid
        if not self._has_told_guids:
            self._has_told_guids = True
            self.remark(
                "guid_made",
                "Des identifiants absents ou mal formés sont remplacés.",
                "Identifiers that are missing or malformed are replaced.",
                element=element,
            )
        # made of the place, not drawn: the same file read again has the same identifiers
        return make_guid("given", raw) if raw else make_guid("path", element.getroottree().getpath(element))

    def reference(self, element: Element, attribute: str = "targetGUID") -> str:
        """Identifier that an attribute refers to; empty when there is none."""
        raw = element.get(attribute) or ""
        return read_guid(raw) or (make_guid("given", raw) if raw.strip() else "")

    def references(self, element: Element, name: str) -> tuple[str, ...]:
        """Identifiers that the elements of one name refer to, in order."""
        references = (self.reference(child) for child in elements_of(element, name))
        return tuple(dict.fromkeys(guid for guid in references if guid))

    def color(self, element: Element) -> str:
        """Colour of an element, in six digits; one written otherwise is left out."""
        text = (element.get("color") or "").strip()
        if _COLOR.fullmatch(text):
            return text.upper() if len(text) > 4 else "#" + "".join(digit * 2 for digit in text[1:].upper())
        if text:
            self.remark(
                "color_left_out",
                f"Couleur « {text[:20]} » non reprise : attendu #RRVVBB.",
                f"Colour “{text[:20]}” left out: #RRGGBB is expected.",
                element=element,
            )
        return ""

    def name(self, element: Element) -> str:
        """Name of an element; « Sans nom » where it has none."""
        text = " ".join((element.get("name") or "").split())
        if not text:
            self.remark("name_made", "Élément sans nom.", "Element without a name.", element=element)
        return text or "Sans nom"

    def moment(self, element: Element, attribute: str = "creationDateTime") -> str:
        """Moment of an attribute, in ISO 8601; empty when it is none."""
        text = (element.get(attribute) or "").strip()
        moment = _iso_moment(text)
        if text and not moment:
            self.remark(
                "moment_left_out",
                f"Date « {text[:30]} » non reprise.",
                f"Date “{text[:30]}” left out.",
                element=element,
            )
        return moment

    def description(self, element: Element) -> str:
        """Text of the description inside an element; empty when it has none."""
        return next((text_of(child) for child in elements_of(element, "Description")), "")

    def value(self, element: Element) -> QdaValue:
        """The value of a variable; one that does not fit its type is left out, as not known."""
        variable, value = "", None
        for name, child in self.children(element, {"VariableRef", *_READERS}):
            if name == "VariableRef":
                variable = self.reference(child)
            else:
                value = self._scalar(name, child)
        return QdaValue(variable=variable, value=value)

    def _scalar(self, name: str, element: Element) -> QdaScalar:
        text = text_of(element)
        value = _READERS[name](text) if text else None
        if text and value is None:
            self.remark(
                "value_left_out",
                f"Valeur « {text[:40]} » non reprise : elle n’est pas du type « {name} ».",
                f"Value “{text[:40]}” left out: it is no “{name}”.",
                element=element,
            )
        return value


def _iso_moment(text: str) -> str:
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _boolean(text: str) -> bool | None:
    return True if text.lower() in _TRUE else False if text.lower() in _FALSE else None


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 40 else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _date_time(text: str) -> datetime | None:
    moment = _iso_moment(text)
    return datetime.fromisoformat(moment) if moment else None


_READERS: dict[str, Callable[[str], QdaScalar]] = {
    "TextValue": str,
    "BooleanValue": _boolean,
    "IntegerValue": lambda text: int(text) if _INTEGER.fullmatch(text) else None,
    "FloatValue": _decimal,
    "DateValue": _date,
    "DateTimeValue": _date_time,
}
