"""How does a draft of a questionnaire change? Its document is a tree of values; each edit gives another tree.

No edit checks what it makes: the one reader of questionnaires does, for what is typed on a screen as for a file.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autan.errors import UnknownError

type Tree = Mapping[str, Any]

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})
_NOT_CODE = re.compile(r"[^a-z0-9]+")
_LONGEST_CODE = 30
_RESERVED = frozenset({"other", "campaign"})
_SECTION = re.compile(r"sections\[(\d+)\](?:\.questions\[(\d+)\])?")


class UnknownPlaceError(UnknownError):
    """A draft holds no section, question or list of this code.

    Attributes:
        code: what was looked for.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"le brouillon n’a rien sous le code {code!r}")


def sections_of(tree: Tree) -> list[dict[str, Any]]:
    """Return the sections of a draft, each with its list of questions, as copies that may be changed."""
    return [{**section, "questions": list(section["questions"])} for section in tree["sections"]]


def lists_of(tree: Tree) -> dict[str, Any]:
    """Return the choice lists of a draft, by code."""
    return dict(tree.get("choice_lists") or {})


def find_question(tree: Tree, code: str) -> tuple[int, int]:
    """Return the ranks, from 0, of the section of a question and of the question in it.

    Raises:
        UnknownPlaceError: there is none.
    """
    for rank, section in enumerate(tree["sections"]):
        for place, question in enumerate(section["questions"]):
            if question["code"] == code:
                return rank, place
    raise UnknownPlaceError(code)


def find_section(tree: Tree, code: str) -> int:
    """Return the rank, from 0, of a section.

    Raises:
        UnknownPlaceError: there is none.
    """
    for rank, section in enumerate(tree["sections"]):
        if section["code"] == code:
            return rank
    raise UnknownPlaceError(code)


def question_of(tree: Tree, code: str) -> Mapping[str, Any]:
    """Return a question of a draft.

    Raises:
        UnknownPlaceError: there is none.
    """
    rank, place = find_question(tree, code)
    found: Mapping[str, Any] = tree["sections"][rank]["questions"][place]
    return found


def put_question(tree: Tree, question: Mapping[str, Any], *, section: str, replaced: str = "") -> Tree:
    """Put a question in place of another, or at the end of a section.

    Args:
        tree: the draft.
        question: the question, in the form of the YAML document.
        section: code of the section that it goes to when it replaces none.
        replaced: code of the question that it replaces; empty for a new one.

    Raises:
        UnknownPlaceError: no such section or question.
    """
    sections = sections_of(tree)
    if replaced:
        rank, place = find_question(tree, replaced)
        sections[rank]["questions"][place] = question
    else:
        sections[find_section(tree, section)]["questions"].append(question)
    return {**tree, "sections": sections}


def move_question(tree: Tree, code: str, step: int) -> Tree:
    """Move a question up (-1) or down (1); from the end of its section it goes over to the next one.

    Raises:
        UnknownPlaceError: there is none.
    """
    rank, place = find_question(tree, code)
    sections = sections_of(tree)
    questions = sections[rank]["questions"]
    question = questions.pop(place)
    target = place + step
    if 0 <= target <= len(questions):
        questions.insert(target, question)
    elif 0 <= rank + step < len(sections):
        neighbours = sections[rank + step]["questions"]
        neighbours.insert(0 if step > 0 else len(neighbours), question)
    else:
        questions.insert(place, question)
    return {**tree, "sections": sections}


def copy_question(tree: Tree, code: str) -> Tree:
    """Put a copy of a question after it, under a code not yet taken.

    Raises:
        UnknownPlaceError: there is none.
    """
    rank, place = find_question(tree, code)
    sections = sections_of(tree)
    question = dict(sections[rank]["questions"][place])
    question["code"] = free_code(f"{code}_copie", codes_of(tree))
    sections[rank]["questions"].insert(place + 1, question)
    return {**tree, "sections": sections}


def remove_question(tree: Tree, code: str) -> Tree:
    """Take a question away.

    Raises:
        UnknownPlaceError: there is none.
    """
    rank, place = find_question(tree, code)
    sections = sections_of(tree)
    del sections[rank]["questions"][place]
    return {**tree, "sections": sections}


def put_section(tree: Tree, section: Mapping[str, Any], *, replaced: str = "") -> Tree:
    """Put the heading of a section in place of another, its questions kept, or a whole section at the end.

    Raises:
        UnknownPlaceError: no section bears the code replaced.
    """
    sections = sections_of(tree)
    if replaced:
        rank = find_section(tree, replaced)
        standing = sections[rank]
        sections[rank] = {**section, **{key: standing[key] for key in standing if key in {"kept", "questions"}}}
    else:
        sections.append(dict(section))
    return {**tree, "sections": sections}


def move_section(tree: Tree, code: str, step: int) -> Tree:
    """Move a section up (-1) or down (1); at either end it stays.

    Raises:
        UnknownPlaceError: there is none.
    """
    rank = find_section(tree, code)
    sections = sections_of(tree)
    if 0 <= rank + step < len(sections):
        sections.insert(rank + step, sections.pop(rank))
    return {**tree, "sections": sections}


def remove_section(tree: Tree, code: str) -> Tree:
    """Take a section away, with its questions.

    Raises:
        UnknownPlaceError: there is none.
    """
    sections = sections_of(tree)
    del sections[find_section(tree, code)]
    return {**tree, "sections": sections}


def put_list(tree: Tree, code: str, choices: Sequence[Mapping[str, Any]]) -> Tree:
    """Put a choice list under its code; what another tool's file said of it is kept."""
    lists = lists_of(tree)
    standing = lists.get(code)
    kept = standing.get("kept") if isinstance(standing, Mapping) else None
    lists[code] = {"kept": kept, "choices": list(choices)} if kept else list(choices)
    return {**tree, "choice_lists": lists}


def remove_list(tree: Tree, code: str) -> Tree:
    """Take a choice list away.

    Raises:
        UnknownPlaceError: there is none.
    """
    lists = lists_of(tree)
    if code not in lists:
        raise UnknownPlaceError(code)
    del lists[code]
    return {
        **{key: value for key, value in tree.items() if key != "choice_lists"},
        **({"choice_lists": lists} if lists else {}),
    }


def codes_of(tree: Tree) -> frozenset[str]:
    """Return the codes taken by the sections and the questions of a draft."""
    sections = {section["code"] for section in tree["sections"]}
    return frozenset(sections | {question["code"] for section in tree["sections"] for question in section["questions"]})


def free_code(wanted: str, taken: frozenset[str]) -> str:
    """Return a code not yet taken, made of plain letters, after the words given.

    >>> free_code("Quel budget ?", frozenset({"quel_budget"}))
    'quel_budget_2'
    """
    plain = unicodedata.normalize("NFKD", wanted.translate(_LIGATURES)).lower()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    parts = [part for part in _NOT_CODE.sub("_", letters)[:_LONGEST_CODE].split("_") if part]
    base = "_".join("o" if part == "or" else part for part in parts) or "q"
    base = f"q{base}" if base[0].isdigit() else base
    code, rank = base, 1
    while code in taken or code in _RESERVED:
        rank += 1
        code = f"{base}_{rank}"
    return code


def next_code(tree: Tree) -> str:
    """Return the code of a new question: the number after the highest of those that are numbered.

    >>> next_code({"sections": [{"code": "s", "questions": [{"code": "q08"}, {"code": "plan"}]}]})
    'q09'
    """
    numbers = [match.group(1) for code in codes_of(tree) if (match := re.fullmatch(r"q(\d{1,4})", code))]
    if not numbers:
        return free_code("q1", codes_of(tree))
    width = max(map(len, numbers))
    return f"q{max(map(int, numbers)) + 1:0{width}d}"


def uses_of_list(tree: Tree, code: str) -> list[str]:
    """Return the codes of the questions that draw on a list, as choices, as rows or in a column."""
    return [
        question["code"] for section in tree["sections"] for question in section["questions"] if _draws(question, code)
    ]


def _draws(question: Mapping[str, Any], code: str) -> bool:
    columns = question.get("columns") or ()
    return code in {question.get("choices"), question.get("rows"), *(column.get("choices") for column in columns)}


def place_of(tree: Tree, path: str) -> tuple[str, str]:
    """Return the codes of the section and of the question that a path of the document leads to; empty when to none.

    >>> tree = {"sections": [{"code": "s", "questions": [{"code": "q1"}]}]}
    >>> place_of(tree, "sections[0].questions[0].relevance"), place_of(tree, "title.fr")
    (('s', 'q1'), ('', ''))
    """
    match = _SECTION.match(path)
    if match is None or int(match.group(1)) >= len(tree["sections"]):
        return "", ""
    section = tree["sections"][int(match.group(1))]
    questions = section["questions"]
    is_inside = match.group(2) is not None and int(match.group(2)) < len(questions)
    return section["code"], questions[int(match.group(2))]["code"] if is_inside else ""


ACTS: Mapping[tuple[str, str], Callable[[Tree, str], Tree]] = {
    ("question", "up"): lambda tree, code: move_question(tree, code, -1),
    ("question", "down"): lambda tree, code: move_question(tree, code, 1),
    ("question", "copy"): copy_question,
    ("question", "remove"): remove_question,
    ("section", "up"): lambda tree, code: move_section(tree, code, -1),
    ("section", "down"): lambda tree, code: move_section(tree, code, 1),
    ("section", "remove"): remove_section,
    ("list", "remove"): remove_list,
}
