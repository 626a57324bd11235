"""Parsed documents as values."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from autan.ground.errors import Fault
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.people.journal.core import FieldChange, list_changes

# What an import would write, told before anything is written: each thing of a file against what stands.


class Outcome(StrEnum):
    """What an import does of one thing."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"  # the file says otherwise, and what stands is kept
    REMOVED = "removed"  # it stands and the file does not tell it: proposed, done only when asked for

    @property
    def label(self) -> Text:
        """Heading on screen."""
        return _LABELS[self][0]

    @property
    def one(self) -> Text:
        """What one thing of this outcome is called in a count."""
        return _LABELS[self][1]

    @property
    def many(self) -> Text:
        """What several things of this outcome are called in a count."""
        return _LABELS[self][2]


_LABELS = {
    Outcome.ADDED: (Sentence("Ajouté"), Sentence("ajout"), Sentence("ajouts")),
    Outcome.CHANGED: (Sentence("Modifié"), Sentence("modification"), Sentence("modifications")),
    Outcome.SAME: (Sentence("Inchangé"), Sentence("inchangé"), Sentence("inchangés")),
    Outcome.KEPT: (
        Sentence("Différent dans le fichier, non repris"),
        Sentence("différent non repris"),
        Sentence("différents non repris"),
    ),
    Outcome.REMOVED: (
        Sentence("Absent du fichier, retrait proposé"),
        Sentence("retrait proposé"),
        Sentence("retraits proposés"),
    ),
}
DECISIONS, SKIPS = "decisions", "skip_faults"
"""Options of an upload that its preview changes: what was decided, and whether what is in doubt is left out."""
WRITTEN = frozenset({Outcome.ADDED, Outcome.CHANGED, Outcome.REMOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record[T]:
    """One thing, as a file gives it or as it stands.

    Attributes:
        key: what tells it from the others of its kind.
        fields: what is said of it; a field that a file does not tell is absent, and is not compared.
        group: what it belongs to, as a reader calls it; empty where all belong together.
        line: line of the file; None for what stands.
    """

    key: str
    name: Text
    fields: Mapping[str, Any]
    content: T
    group: Text = NO_TEXT
    line: int | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewItem[T]:
    """One thing, and what becomes of it.

    Attributes:
        record: what the file says; what stands, for a removal.
        current: what stands; None for what is added.
    """

    record: Record[T]
    outcome: Outcome
    current: Record[T] | None = None

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Fields that differ, among those that the file tells; every one of them for what is added."""
        fields, current_fields = self.record.fields, self.current.fields if self.current else {}
        return list_changes({name: current_fields[name] for name in fields if name in current_fields}, fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a file leaves to be decided beside its preview.

    Attributes:
        key: name of its decision, among those of the upload.
        group: heading that it stands under.
        text: what is asked; a `Sentence` where it names something.
        value: what the file says, as it was read; the start of a long text.
        choices: codes and words of what may be answered; empty where a corrected text is.
        proposal: what is proposed, which nothing takes in place of a decision; empty for nothing.
        decision: what was decided; empty until then.
        is_open: True while what it asks about is in doubt: one fault at least of the preview says so.
    """

    key: str
    group: Text
    text: str
    value: str = ""
    choices: tuple[tuple[str, Text], ...] = ()
    proposal: str = ""
    decision: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview[T]:
    """What an import of one file would write.

    Attributes:
        items: everything right that the file holds, in its order, then what it does not tell.
        warnings: what the file holds that is not taken.
        skips_faults: True when what is wrong is left out and the rest is written.
        decisions: what was decided of it, by key of a question.
    """

    file: str
    items: tuple[PreviewItem[T], ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    skips_faults: bool = False
    questions: tuple[Question, ...] = ()
    decisions: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_refused(self) -> bool:
        """True when nothing of the file may be written."""
        return bool(self.faults) and not self.skips_faults

    @property
    def to_write(self) -> tuple[PreviewItem[T], ...]:
        """What is added, changed or removed."""
        return tuple(item for item in self.items if item.outcome in WRITTEN)

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many things meet each outcome."""
        return {outcome: self.count(outcome) for outcome in Outcome}

    @property
    def digest(self) -> str:
        """A mark of what would be written: two previews that write the same have the same."""
        lines = [(item.record.key, item.outcome.value, repr(item.changes)) for item in self.to_write]
        return sha256(repr(lines).encode()).hexdigest()[:32]

    def count(self, outcome: Outcome) -> int:
        """Return how many things meet one outcome."""
        return sum(item.outcome is outcome for item in self.items)

    def without_removals(self) -> "Preview[T]":
        """Return the same, nothing being removed."""
        return replace(self, items=tuple(item for item in self.items if item.outcome is not Outcome.REMOVED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that somebody gives, and how it is to be read.

    Attributes:
        options: choices made with it, by name: texts, numbers and truths.
        companion: name and content of a second file that explains it, or None.
    """

    file: str
    data: bytes
    options: Mapping[str, Any] = field(default_factory=dict)
    companion: tuple[str, bytes] | None = None

    @property
    def decisions(self) -> Mapping[str, str]:
        """What was decided of the file, by key of a question."""
        return dict(self.options.get(DECISIONS, {}))


def compare[T](
    incoming: Iterable[Record[T]],
    current: Mapping[str, Record[T]],
    *,
    keeps_standing: bool = False,
    proposes_removals: bool = False,
) -> tuple[PreviewItem[T], ...]:
    """Say what becomes of each thing of a file, against what stands by key.

    Where the file says otherwise, what stands is kept or changed; what it does not tell may be proposed for removal.

    >>> said = Record(key="a", name=Text("A", "A"), fields={"size": 2}, content=None)
    >>> known = Record(key="a", name=Text("A", "A"), fields={"size": 1, "note": "x"}, content=None)
    >>> [item.outcome.value for item in compare([said], {"a": known})]
    ['changed']
    >>> compare([said], {"a": known})[0].changes
    (FieldChange(field='size', before=1, after=2),)
    """
    records = list(incoming)
    items = [_compare(record, current.get(record.key), keeps_standing=keeps_standing) for record in records]
    if proposes_removals:
        keys = {record.key for record in records}
        left = (record for key, record in current.items() if key not in keys)
        items += [PreviewItem(record=record, outcome=Outcome.REMOVED, current=record) for record in left]
    return tuple(items)


def _compare[T](record: Record[T], current: Record[T] | None, *, keeps_standing: bool) -> PreviewItem[T]:
    if current is None:
        return PreviewItem(record=record, outcome=Outcome.ADDED)
    if all(current.fields.get(name) == value for name, value in record.fields.items()):
        return PreviewItem(record=record, outcome=Outcome.SAME, current=current)
    outcome = Outcome.KEPT if keeps_standing else Outcome.CHANGED
    return PreviewItem(record=record, outcome=outcome, current=current)


# How a room takes in one kind of file, whatever page or command gives it.


def show_plainly(_item: PreviewItem[Any], _field: str, value: Any) -> str:
    """Return a value as it is, a dash where there is none.

    >>> show_plainly(None, "size", 12), show_plainly(None, "size", None)
    ('12', '—')
    """
    return "—" if value is None or value == "" else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import[T]:
    """How a room takes in one kind of file: one object serves its page and its command.

    Attributes:
        kind: what is taken in, and into what, such as `answers/essai-2013`: a file that waits for one kind is not
            confirmed for another.
        read: reads a file and compares it with what stands; writes nothing. Raises `ImportFileError` when nothing of
            it can be read.
        write: writes what a preview says, in the transaction that is open; takes who acts, and asks the right.
        lock: holds what the import compares with from the reading to the end of the write, so that nobody changes it.
    """

    kind: str
    read: Callable[[Upload], Preview[T]]
    write: Callable[[Any, Preview[T]], object]
    fields: Mapping[str, Text] = field(default_factory=dict)
    show: Callable[[PreviewItem[T], str, Any], str] = show_plainly
    lock: Callable[[], AbstractContextManager[object]] = nullcontext
