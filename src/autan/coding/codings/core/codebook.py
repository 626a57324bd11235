"""Codebooks: a tree of codes, one idea a code, with the history of its versions; what the journal is about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.people.journal.core import ObjectRef

_NOTHING = Text("", "")


class CodebookError(DomainError):
    """A codebook that contradicts itself; `reason` is what is wrong, in French, as the end of « attendu : … »."""

    def __init__(self, reason: str, code: str = "") -> None:
        self.reason = reason
        self.code = code
        super().__init__("{code}\u00a0: {reason}" if code else "{reason}", code=code, reason=Sentence(reason))


class CodebookCycleError(CodebookError):
    """A code would be above itself."""

    def __init__(self, cycle: tuple[str, ...]) -> None:
        self.cycle = cycle
        super().__init__(
            Sentence("un arbre : un code ne peut être au-dessus de lui-même ({cycle})", cycle=" → ".join(cycle)),
            cycle[0],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeExample:
    """Words that the code applies to, with their place in the source."""

    words: str
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One idea.

    Attributes:
        key: identifier, kept through every renaming and never given to another idea.
        includes: what is coded here, though one might doubt it.
        excludes: what is not coded here, and where it is.
        keywords: words that suggest the code; they never code by themselves.
        is_codable: False for a heading, and for a code that was retired or split: its codings stay, no new one is made.
        guid: identifier that the tool it came from gave it, by which that tool knows it again; empty for one of Autan.
    """

    key: str
    label: Text
    parent: str = ""
    definition: Text = _NOTHING
    includes: Text = _NOTHING
    excludes: Text = _NOTHING
    examples: tuple[CodeExample, ...] = ()
    keywords: tuple[str, ...] = ()
    color: str = ""
    is_codable: bool = True
    locator: str = ""
    guid: str = ""


class ChangeKind(Labelled):
    """What a version of a codebook changed."""

    ADD = "add", "ajout", "addition"
    REDEFINE = "redefine", "nouvelle définition", "new definition"
    RENAME = "rename", "nouveau nom", "new name"
    MOVE = "move", "déplacement", "move"
    MERGE = "merge", "fusion", "merge"
    SPLIT = "split", "scission", "split"
    RETIRE = "retire", "retrait", "retirement"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookChange:
    """What one version changed."""

    version: int
    kind: ChangeKind
    before: tuple[str, ...]
    after: tuple[str, ...]
    day: date


@dataclass(frozen=True, kw_only=True)
class Codebook:
    """A tree of codes in one of its versions.

    Without slots: the codes by key and by parent are found once and kept.
    Invariants: keys are different; each parent is a code; no code is above itself.

    Attributes:
        changes: what each version since the first changed, in order.
        source: what the ideas come from, as the slug of a source; may be empty.
    """

    slug: str
    title: Text
    version: int
    day: date
    codes: tuple[Code, ...]
    changes: tuple[CodebookChange, ...] = ()
    source: str = ""
    note: Text = _NOTHING

    def __post_init__(self) -> None:
        """Refuse what is no tree.

        Raises:
            CodebookError: a key twice, or a parent that is no code.
            CodebookCycleError: a code above itself.
        """
        seen: set[str] = set()
        for code in self.codes:
            if code.key in seen:
                raise CodebookError("une clé par code\u00a0: celle-ci est donnée deux fois", code.key)
            seen.add(code.key)
        for code in self.codes:
            if code.parent and code.parent not in seen:
                reason = Sentence("un code parent du livre de codes (lu : {parent})", parent=code.parent)
                raise CodebookError(reason, code.key)
        _refuse_cycle(self._by_key)

    @cached_property
    def _by_key(self) -> Mapping[str, Code]:
        return {code.key: code for code in self.codes}

    @cached_property
    def _by_parent(self) -> Mapping[str, tuple[Code, ...]]:
        by_parent: dict[str, list[Code]] = {}
        for code in self.codes:
            by_parent.setdefault(code.parent, []).append(code)
        return {parent: tuple(codes) for parent, codes in by_parent.items()}

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def code(self, key: str) -> Code:
        """Return the code of this key; `CodebookError` when this version has none."""
        if key not in self._by_key:
            raise CodebookError("un code de cette version du livre de codes", key)
        return self._by_key[key]

    def children(self, key: str = "") -> tuple[Code, ...]:
        """Codes right under a code, in order; those at the top when no key is given."""
        return self._by_parent.get(key, ())

    def ancestors(self, key: str) -> tuple[Code, ...]:
        """Codes above a code, from the top."""
        above: list[Code] = []
        parent = self.code(key).parent
        while parent:
            above.append(self.code(parent))
            parent = above[-1].parent
        return tuple(reversed(above))

    def below(self, key: str) -> frozenset[str]:
        """Keys of a code and of everything under it."""
        keys: set[str] = set()
        waiting = [self.code(key).key]
        while waiting:
            keys.add(waiting[-1])
            waiting += [child.key for child in self.children(waiting.pop())]
        return frozenset(keys)

    def walk(self) -> Iterator[tuple[int, Code]]:
        """Give every code with its depth, from 0, each before those under it."""
        waiting = [(0, code) for code in reversed(self.children())]
        while waiting:
            depth, code = waiting.pop()
            yield depth, code
            waiting += [(depth + 1, child) for child in reversed(self.children(code.key))]


def _refuse_cycle(codes: Mapping[str, Code]) -> None:
    safe: set[str] = {""}
    for key in codes:
        path: list[str] = []
        step = key
        while step not in safe:
            if step in path:
                raise CodebookCycleError((*path[path.index(step) :], step))
            path.append(step)
            step = codes[step].parent
        safe.update(path)


_JOINERS = (" et ", " ou ", " / ", ", ", " and ", " or ", "\u202f; ", "; ")


def labels_of_several_ideas(codes: Iterable[Code]) -> tuple[Code, ...]:
    """List the codes whose label joins words as if it held several ideas: one idea a code.

    >>> doubtful = Code(key="animation", label=Text("Animation et concertation", "Facilitation"))
    >>> [code.key for code in labels_of_several_ideas([doubtful, Code(key="time", label=Text("Temps", "Time"))])]
    ['animation']
    """
    return tuple(
        code
        for code in codes
        if any(joiner in wording for joiner in _JOINERS for wording in (code.label.fr, code.label.en))
    )


ROOM: Final = "coding"
CODED_ANSWERS: Final = "coded-answers"


def codebook_object(network: str, slug: str) -> ObjectRef:
    """Return the reference of a codebook of a network."""
    return ObjectRef(ROOM, "codebook", f"{network}/{slug}")


def corpus_object(key: str) -> ObjectRef:
    """Return the reference of a corpus, by its key."""
    return ObjectRef(ROOM, "corpus", key)


def coded_answers_object(corpus: str, siren: str) -> ObjectRef:
    """Return the reference of what was coded of the answers of one territory.

    >>> coded_answers_object("reseau/obstacles/2026.q37", "200072635").key
    'reseau/obstacles/2026.q37/200072635'
    """
    return ObjectRef(ROOM, CODED_ANSWERS, f"{corpus}/{siren}")
