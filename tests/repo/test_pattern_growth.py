"""Each pattern of the sources reads a text made against it in time that grows as the text does.

The patterns are those of the sources, wherever they stand: compiled, or given to a function of `re`. Texts are made of
what each one repeats, what stands before and behind it, then a sign that nothing awaits. What is read again from each
sign takes sixteen times longer of a text four times as long; what is read once, four times.
"""

import ast
import copy
import importlib
import itertools
import math
import re
import signal
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]  # the tree of a pattern has no public reader
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from autan.territories.perimeters.core import bodies
from tests.repo.tree import PACKAGE, nodes, python_files, text_of

pytestmark = pytest.mark.xdist_group("sources")  # each file is parsed once for all

SHORT, LONG, MOST_TIMES, TIMES = 2_000, 8_000, 8, 5
LEAST_SECONDS, MOST_SECONDS = 0.006, 0.1
"""Below the first nothing is compared, the clock being that of a busy machine; the second stops the reading."""
USES = frozenset({"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
USE = re.compile(rf"\.(?:compile|{'|'.join(USES)})\(")
BOUNDED = {
    "autan.ground.texts.core.money": 200,  # `read_amount` refuses what is longer first
    "autan.publishing.edition_files.renderers.pdf": 0,  # the comments of a stylesheet that ships
    "autan.instance.cli.help_language": 0,  # what the library of commands says
}
"""Modules whose patterns read no foreign text longer than so many signs, and why."""
ELSEWHERE = {
    "autan.territories.perimeters.core.bodies": ("_ELIDED", "_FEMININE", "_MASCULINE"),
    "autan.opendata.producers.connectors.yearly_series": (),  # a heading of a form that ships, with its year
    "autan.instance.cli.help_language": (),
}
"""Modules that give a function of `re` the patterns of a table, and the names of these."""
type Tree = Sequence[tuple[Any, Any]]
SAMPLES = {"DIGIT": "1", "SPACE": " ", "WORD": "a", "NOT_DIGIT": "a", "NOT_SPACE": "a", "NOT_WORD": " "}
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern of a module, and the functions that read with it."""

    module: str
    pattern: re.Pattern[Any]
    functions: tuple[str, ...]


class _Filled(ast.NodeTransformer):
    """Puts a word in a pattern where a name is known only as it runs."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        try:
            eval(compile(ast.Expression(node.value), "", "eval"), self.names)  # noqa: S307 - our own sources
        except NameError:
            return ast.copy_location(ast.Constant("mot"), node)
        return node


def _value(node: ast.expr, names: dict[str, Any]) -> Any:
    filled = ast.fix_missing_locations(_Filled(names).visit(copy.deepcopy(node)))  # other tests read the same tree
    return eval(compile(ast.Expression(filled), "", "eval"), names)  # noqa: S307 - our own sources


def _flags(call: ast.Call, names: dict[str, Any]) -> int:
    nodes = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    nodes += call.args[1:2] if isinstance(call.func, ast.Attribute) and call.func.attr == "compile" else []
    return int(_value(nodes[0], names)) if nodes else 0


def _names_of_compiled(path: Path) -> dict[int, str]:
    """The name, or the attribute (`.pattern`), that a compiled pattern is bound to."""
    names = {id(node.value): f".{node.arg}" for node in nodes(path, ast.keyword) if node.arg}
    assignments: list[ast.Assign | ast.AnnAssign] = [*nodes(path, ast.Assign), *nodes(path, ast.AnnAssign)]
    for node in (node for node in assignments if node.value is not None):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        names[id(node.value)] = target.id if isinstance(target, ast.Name) else ""
    return names


def _reads(path: Path) -> dict[str, set[str]]:
    """For each name, the functions of a pattern that are called on it."""
    functions = defaultdict(set)
    for node in nodes(path, ast.Attribute):
        if node.attr in USES:
            attribute = f".{getattr(node.value, 'attr', '')}"
            functions[getattr(node.value, "id", attribute)].add(node.attr)
    return functions


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in nodes(path, ast.Call):
        if isinstance(node.func, ast.Attribute):
            is_of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if is_of_re and node.func.attr in USES | {"compile"}:
                yield node


def patterns() -> Iterator[Used]:
    """Give every pattern of the sources."""
    paths = [path for path in python_files("src/") if USE.search(text_of(path))]
    elsewhere = defaultdict(set)
    for path in paths:
        for name, functions in _reads(path).items():
            elsewhere[name] |= functions
    for path in paths:
        if not (calls := list(_calls(path))):
            continue
        module = ".".join(("autan", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        names, reads, bound = vars(importlib.import_module(module)), _reads(path), _names_of_compiled(path)
        for call in calls:
            pattern = call.args[0]
            if isinstance(pattern, ast.Name) and pattern.id not in names:
                assert module in ELSEWHERE, f"{module}: say where its patterns are"
                continue
            compiled = re.compile(_value(pattern, names), _flags(call, names))
            own: str = call.func.attr  # type: ignore[attr-defined]
            name = bound.get(id(call), "")
            functions = (reads.get(name) or elsewhere[name] or {"search", "fullmatch"}) if own == "compile" else {own}
            yield Used(module, compiled, tuple(sorted(functions)))
    for module, written in ELSEWHERE.items():
        yield from (Used(module, re.compile(getattr(bodies, name)), ("match",)) for name in written)


def _sequences(tree: Tree) -> Iterator[list[tuple[Any, Any]]]:
    """A sequence of a pattern, then those inside it."""
    yield list(tree)
    for code, value in tree:
        if code in REPEATS:
            yield from _sequences(value[2])
        elif code is codes.SUBPATTERN:
            yield from _sequences(value[3])
        elif code is codes.ATOMIC_GROUP:
            yield from _sequences(value)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _sequences(branch)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _sequences(value[1])


def _repeats(code: Any, value: Any) -> bool:
    """Whether a part of a pattern repeats something without end."""
    is_endless = code in REPEATS and value[1] is codes.MAXREPEAT
    inside = itertools.chain.from_iterable(itertools.islice(_sequences([(code, value)]), 1, None))
    return is_endless or any(_repeats(*item) for item in inside)


def _sample(tree: Tree, choice: int) -> str:
    """A text that a sequence reads: the first choice of each class and branch, or another."""
    return "".join(_sample_of(code, value, choice) for code, value in tree)


def _sample_of(code: Any, value: Any, choice: int) -> str:
    if code is codes.LITERAL:
        return chr(value)
    if code in (codes.NOT_LITERAL, codes.ANY):
        return "b" if value == ord("a") else "a"
    if code is codes.IN:
        return _sample_of_class(value, choice)
    if code in REPEATS:
        return _sample(value[2], choice) * max(value[0], 1)
    if code in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
        return _sample(value[3] if code is codes.SUBPATTERN else value, choice)
    return _sample(value[1][choice % len(value[1])], choice) if code is codes.BRANCH else ""


def _sample_of_class(value: Tree, choice: int) -> str:
    if value[0][0] is codes.NEGATE:
        shut = {chr(item) for code, item in value if code is codes.LITERAL}
        return next(sign for sign in "a1 «\x01" if sign not in shut)
    code, item = value[choice % len(value)]
    if code is codes.CATEGORY:
        return SAMPLES[str(item).removeprefix("CATEGORY_")]
    return chr(item if code is codes.LITERAL else item[0])


def hostile_texts(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """A beginning, and what is repeated behind it: what the pattern repeats, with what stands beside it."""
    text = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    pairs = set()
    for sequence in _sequences(parser.parse(text, pattern.flags & ~re.UNICODE)):
        for rank, (code, value) in enumerate(sequence):
            if not _repeats(code, value):
                continue
            for choice in range(3):
                body = value[2] if code in REPEATS else [(code, value)]
                before, inside = _sample(sequence[:rank], choice), _sample(body, choice)
                behind = _sample(sequence[rank + 1 : rank + 2], choice)
                heads = {"", before}
                units = {inside, before, before + inside, inside + behind, _sample(sequence, choice)}
                pairs |= {(head, unit) for head in heads for unit in units if unit}
    return iter(sorted(pairs))


class _Stopped(Exception):  # noqa: N818 - no fault: the reading is stopped
    """A reading took too long."""


def _stop(_signal: int, _frame: object) -> None:
    raise _Stopped


def seconds(used: Used, function: str, head: str, unit: str, signs: int) -> float:
    """Processor that a text of so many signs takes; the most when it is stopped."""
    text: Any = head + unit * (signs // len(unit)) + "\0\n"
    text = text.encode("utf-8") if isinstance(used.pattern.pattern, bytes) else text
    words = ("",) if function in {"sub", "subn"} else ()
    read = getattr(used.pattern, function)
    is_stopped, began = False, time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        for _match in read(*words, text) or ():
            pass
    except _Stopped:
        is_stopped = True
    except TypeError:  # one match is not gone through
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return math.inf if is_stopped else time.process_time() - began


def _grows(used: Used, function: str, head: str, unit: str) -> bool:
    """Whether a text four times as long takes much more than four times as long, each at its shortest of some times."""
    whole = part = math.inf
    for _time in range(TIMES):
        whole = min(whole, seconds(used, function, head, unit, LONG))
        if whole <= LEAST_SECONDS:
            return False
        part = min(part, seconds(used, function, head, unit, SHORT))
    return whole == math.inf or whole > MOST_TIMES * part


def faults_of(used: Used) -> list[str]:
    """The first text made against a pattern that it reads again and again; none where there is none."""
    for function in used.functions:
        for head, unit in hostile_texts(used.pattern):
            if _grows(used, function, head, unit):
                return [f"{used.module}: {used.pattern.pattern!r}.{function} of {head!r} then {unit!r} repeated"]
    return []


@pytest.fixture
def stopwatch() -> Iterator[None]:
    """Readings are stopped by a signal, in systems that have it."""
    if not hasattr(signal, "setitimer"):
        pytest.skip("no clock of the processor here")
    before = signal.signal(signal.SIGVTALRM, _stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("stopwatch")
def test_each_pattern_reads_in_time_that_grows_as_the_text() -> None:
    every = list(patterns())
    assert len(every) > 250
    assert {used.module for used in every} >= BOUNDED.keys() - {"autan.instance.cli.help_language"}
    faults = [fault for used in every if used.module not in BOUNDED for fault in faults_of(used)]
    assert faults == [], "anchor it, make a repetition possessive (`*+`) or narrow its class; or bound what is read"


@pytest.mark.usefixtures("stopwatch")
@pytest.mark.parametrize("written", [r"\s+$", r"(a+)+b", r"\{\{(.*?)\}\}", r"(\w+)\s*=", r"“[^”]+”"])
def test_a_pattern_that_reads_again_is_seen(written: str) -> None:
    assert faults_of(Used("planted", re.compile(written), ("findall",)))
