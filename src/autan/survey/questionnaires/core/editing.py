"""Edits of a draft of a questionnaire. Its document is a tree of values; each edit gives another tree.

No edit checks what it makes: the one reader of questionnaires does, for what is typed on a screen as for a file.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from autan.ground.errors import UnknownError
from autan.ground.texts.core.plain_letters import without_accents
from autan.ground.wordings import Sentence, Text
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import (
    OTHER,
    PAGE_WORDS,
    WHOLE_CAMPAIGN,
    Question,
    Questionnaire,
    Section,
)

_NOT_CODE = re.compile(r"[^a-z0-9]+")
_RESERVED = frozenset({OTHER, WHOLE_CAMPAIGN, *PAGE_WORDS})
_LONGEST = 30


def free_code(preferred: str, taken: Collection[str], *, prefix: str = "q", longest: int | None = _LONGEST) -> str:
    """Return a code not yet taken, made of plain letters and figures, after the words given.

    The prefix stands before a figure, and in place of nothing; so many signs of the words are kept, all when None.

    >>> free_code("Quel budget ?", {"quel_budget"}), free_code("1", (), prefix="a")
    ('quel_budget_2', 'a1')
    """
    parts = _NOT_CODE.sub("_", without_accents(preferred).lower())[:longest].strip("_").split("_")
    base = "_".join("o" if part == "or" else part for part in parts)  # « _or_ » joins choices in the ids of figures
    if not base or base[0].isdigit():
        base = prefix + base
    code, rank = base, 1
    while code in taken or code in _RESERVED:
        rank += 1
        code = f"{base}_{rank}"
    return code


def settle_code(raw: str, taken: set[str], *, prefix: str) -> str:
    """Return a code of Autan for one of another tool, not yet taken, and take it.

    >>> settle_code("G01Q02", {"g01q02"}, prefix="q")
    'g01q02_2'
    """
    code = free_code(raw, taken, prefix=prefix, longest=None)
    taken.add(code)
    return code


def read_choices(text: str) -> list[dict[str, Any]]:
    r"""Read a list of choices written one a line: `français`, `français | english` or `code | français | english`.

    >>> [choice["code"] for choice in read_choices("Oui | Yes\nnon | Non | No\nPeut-être")]
    ['oui', 'non', 'peut_etre']
    """
    choices: list[dict[str, Any]] = []
    taken: set[str] = set()
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("|")]
        if not any(parts):
            continue
        own_code = parts[0] if len(parts) > 2 else ""
        french, english = (parts[1], parts[2]) if own_code else (parts[0], parts[1] if len(parts) > 1 else "")
        code = own_code or free_code(french, taken)
        taken.add(code)
        choices.append({"code": code, "label": {"fr": french, "en": english} if english else {"fr": french}})
    return choices


def write_choices(current: Any) -> str:
    """Write a list of choices one a line, as `read_choices` reads it.

    >>> write_choices([{"code": "oui", "label": {"fr": "Oui", "en": "Yes"}}])
    'oui | Oui | Yes'
    """
    choices = current["choices"] if isinstance(current, Mapping) else current or ()
    return "\n".join(
        f"{choice['code']} | {choice['label']['fr']} | {choice['label'].get('en', '')}".rstrip() for choice in choices
    )


type Tree = Mapping[str, Any]

FIRST_DAY = date(2000, 1, 1)
"""Version of what has none yet: the day is given when a draft is published."""
_SECTION = re.compile(r"sections\[(\d+)\](?:\.questions\[(\d+)\])?")


class UnknownPlaceError(UnknownError):
    """A draft holds no section, question or list of this code."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__("le brouillon n’a rien sous le code «\u202f{code}\u202f»", code=code)


def lists_of(tree: Tree) -> dict[str, Any]:
    """Return the choice lists of a draft, by code."""
    return dict(tree.get("choice_lists") or {})


def choices_of(tree: Tree, code: str) -> list[Any]:
    """Return the choices of a list of a draft; none for a list that is not there."""
    choices = lists_of(tree).get(code) or []
    return list(choices["choices"] if isinstance(choices, Mapping) else choices)


def questions_in(tree: Tree) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    """Give each question with the ranks, from 0, of its section and of itself in it."""
    for rank, section in enumerate(tree["sections"]):
        for place, question in enumerate(section["questions"]):
            yield rank, place, question


def question_of(tree: Tree, code: str) -> Mapping[str, Any]:
    """Return a question of a draft."""
    questions = [question for _, _, question in questions_in(tree)]
    return questions[rank_of(questions, code)]


def section_of(tree: Tree, code: str) -> Mapping[str, Any]:
    """Return a section of a draft."""
    section: Mapping[str, Any] = tree["sections"][rank_of(tree["sections"], code)]
    return section


def rank_of(parts: Sequence[Mapping[str, Any]], code: str) -> int:
    """Return the rank, from 0, of the part of this code."""
    position = next((rank for rank, part in enumerate(parts) if part["code"] == code), None)
    if position is None:
        raise UnknownPlaceError(code)
    return position


def copy_sections(tree: Tree) -> list[dict[str, Any]]:
    """Return the sections with their lists of questions, as copies that may be changed."""
    return [{**section, "questions": list(section["questions"])} for section in tree["sections"]]


def hold_question(sections: list[dict[str, Any]], code: str) -> tuple[list[Any], int]:
    """Return the list that holds a question, and the rank of the question in it."""
    for section in sections:
        questions: list[Any] = section["questions"]
        for rank, question in enumerate(questions):
            if question["code"] == code:
                return questions, rank
    raise UnknownPlaceError(code)


def put_question(tree: Tree, question: Mapping[str, Any], *, section: str, replaced: str = "") -> Tree:
    """Put a question in place of another, or at the end of a section."""
    sections = copy_sections(tree)
    if replaced:
        questions, rank = hold_question(sections, replaced)
        questions[rank] = question
    else:
        sections[rank_of(sections, section)]["questions"].append(question)
    return {**tree, "sections": sections}


def put_section(tree: Tree, section: Mapping[str, Any], *, replaced: str = "") -> Tree:
    """Put the heading of a section in place of another, its questions kept, or a whole section at the end."""
    sections = copy_sections(tree)
    if not replaced:
        return {**tree, "sections": [*sections, dict(section)]}
    rank = rank_of(sections, replaced)
    retained = {key: value for key, value in sections[rank].items() if key in {"kept", "questions"}}
    sections[rank] = {**section, **retained}
    return {**tree, "sections": sections}


def put_list(tree: Tree, code: str, choices: Sequence[Mapping[str, Any]]) -> Tree:
    """Put a choice list under its code; what another tool's file said of it is kept."""
    current = lists_of(tree).get(code)
    traits = current.get("kept") if isinstance(current, Mapping) else None
    entry = {"kept": traits, "choices": list(choices)} if traits else list(choices)
    return {**tree, "choice_lists": lists_of(tree) | {code: entry}}


def codes_of(tree: Tree) -> frozenset[str]:
    """Return the codes taken by the sections and the questions of a draft."""
    sections = {section["code"] for section in tree["sections"]}
    return frozenset(sections | {question["code"] for _, _, question in questions_in(tree)})


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
        question["code"]
        for _, _, question in questions_in(tree)
        for columns in [question.get("columns") or ()]
        if code in {question.get("choices"), question.get("rows"), *(column.get("choices") for column in columns)}
    ]


def path_of(tree: Tree, code: str) -> str:
    """Return the path that leads to a question in the document.

    >>> path_of({"sections": [{"code": "s", "questions": [{"code": "q1"}]}]}, "q1")
    'sections[0].questions[0]'
    """
    for rank, place, question in questions_in(tree):
        if question["code"] == code:
            return f"sections[{rank}].questions[{place}]"
    raise UnknownPlaceError(code)


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


def blank_questionnaire(slug: str, title_fr: str, title_en: str) -> Questionnaire:
    """Return a questionnaire of one section and one open question.

    >>> [question.code for question in blank_questionnaire("energie", "Énergie", "Energy").questions]
    ['q01']
    """
    question = Question(code="q01", kind=QuestionKind.OPEN, text=Sentence("Votre première question"))
    section = Section(code="s1", title=Sentence("Première rubrique"), questions=(question,))
    return Questionnaire(
        slug=slug, version=FIRST_DAY, title=Text(title_fr, title_en), note=Text("", ""), sections=(section,)
    )
