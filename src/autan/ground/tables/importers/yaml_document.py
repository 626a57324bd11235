"""Reads a YAML text safely, keeping the line of every value.

The text is read event by event: nothing is constructed, tags are refused, and so are anchors and aliases (they
save little in a questionnaire, and are how a small file grows without end). Unquoted `yes`, `no`, `on` and `off`
stay texts, as in YAML 1.2.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from autan.ground.errors import Fault, ImportFileError
from autan.ground.tables.core.documents import Node, ParsedDocument, Value
from autan.ground.tables.core.findings import MAX_FAULTS, Findings
from autan.ground.wordings import Sentence

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_EVENTS = 100_000  # the largest document that ships makes 8,000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")  # 08 is a code, not a number
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_WORDS: dict[str, Value] = {"": None, "~": None, "null": None, "true": True, "false": False}


def read_shipped_yaml(text: str) -> Any:
    """Return the plain values of a YAML text that ships with the product, without lines nor faults."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are safe


def read_yaml_file(path: Path) -> Any:
    """Return the values of a YAML file; refused as `read_document` does."""
    return read_document(path.read_text(encoding="utf-8"), path.name).value


def read_document(text: str, file: str) -> ParsedDocument:
    """Parse a YAML text into its values and the line of each.

    Raises ImportFileError: too long, too deep, not YAML, or with anchors, aliases, tags, repeated keys or impossible
    dates; every such fault is listed.
    """
    document, faults = parse_document(text, file)
    if faults:
        raise ImportFileError(file, faults)
    return document


def document_root(text: str, file: str) -> Node:
    """Return the top of a YAML text, to be walked; what is wrong in the text is among its findings already.

    Raises ImportFileError: nothing can be read; see `parse_document`.
    """
    document, faults = parse_document(text, file)
    findings = Findings()
    findings.add(*faults)
    return Node.root(document, findings)


def parse_document(text: str, file: str) -> tuple[ParsedDocument, list[Fault]]:
    """Parse a YAML text as far as it can be, with what is wrong in it, so that a reader adds its own faults to these.

    Returns the document, in which what is refused is absent or left as text, and the faults; see `read_document`.

    Raises ImportFileError: too long, too deep, too many values or faults, or not YAML: nothing can be read.
    """
    # half a surrogate pair must not stop the measure of the size
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise ImportFileError(file, [Fault(expected="un fichier d’au plus 1\u00a0Mo")])
    reader = _Reader(yaml.parse(text, Loader=_LOADER))
    try:
        value = reader.read()
    except _StoppedError as stopped:
        raise ImportFileError(file, [*reader.faults, stopped.fault]) from None
    except yaml.YAMLError as error:
        raise ImportFileError(file, [_syntax_fault(error)]) from None
    return ParsedDocument(value=value, lines=reader.lines), reader.faults


def _syntax_fault(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return Fault(row=mark.line + 1 if mark else None, value=problem, expected="un document YAML bien formé")


class _StoppedError(Exception):
    """Stops the reading before the stack, the memory or the patience of others does."""

    def __init__(self, event: yaml.Event, expected: str) -> None:
        self.fault = Fault(row=_line(event), expected=expected)
        super().__init__(expected)


def _limit_events(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """Let so many events through."""
    for count, event in enumerate(events):
        if count >= MAX_EVENTS:
            raise _StoppedError(event, "un fichier de moins de valeurs\u202f; la lecture s’arrête ici")
        yield event


def _line(event: yaml.Event) -> int:
    """Line of an event, counted from 1; every event of a parsed text has a mark."""
    mark = event.start_mark
    return mark.line + 1 if mark else 0


class _Reader:
    """Builds values from events, in one pass."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = _limit_events(events)
        self.lines: dict[str, int] = {}
        self.faults: list[Fault] = []

    def read(self) -> Value:
        """Read the first document; a second one is a fault."""
        value: Value = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, "", 0)
        if documents > 1:
            self.faults.append(Fault(expected="un seul document YAML dans le fichier"))
        return value

    def _value(self, event: yaml.Event, path: str, depth: int) -> Value:
        self.lines[path] = _line(event)
        if depth >= MAX_DEPTH:
            raise _StoppedError(event, Sentence("au plus {max_depth} niveaux imbriqués", max_depth=MAX_DEPTH))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._fault(event, path, "un fichier sans ancre ni alias YAML (« & », « * »)", None)
        if getattr(event, "tag", None):
            self._fault(event, path, "un fichier sans étiquette YAML (« ! »)", str(getattr(event, "tag", "")))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        return None

    def _mapping(self, path: str, depth: int) -> Value:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = event.value if isinstance(event, yaml.ScalarEvent) else ""
            inner = f"{path}.{key}".lstrip(".")
            if not key:
                self._value(event, inner, depth + 1)
                self._fault(event, path, "une clé écrite comme un mot", None)
            elif key in values:
                self._fault(event, inner, "une clé écrite une seule fois", key)
            values[key] = self._value(next(self.events), inner, depth + 1)
        return values

    def _sequence(self, path: str, depth: int) -> Value:
        values: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self._value(event, f"{path}[{len(values)}]", depth + 1))
        return values

    def _scalar(self, event: yaml.ScalarEvent, path: str) -> Value:
        if not event.implicit[0]:  # quoted, or a block of text
            return str(event.value)
        text = str(event.value)
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return float(text)
        if _DAY.fullmatch(text):
            return self._day(event, text, path)
        return text

    def _day(self, event: yaml.ScalarEvent, text: str, path: str) -> Value:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._fault(event, path, "une date possible, écrite AAAA-MM-JJ", text)
            return text

    def _fault(self, event: yaml.Event, path: str, expected: str, value: str | None) -> None:
        if len(self.faults) >= MAX_FAULTS:
            raise _StoppedError(event, "moins de défauts\u202f; la lecture s’arrête ici")
        self.faults.append(Fault(row=_line(event), column=path or None, value=value, expected=expected))
