"""A questionnaire read from a document; every fault and every warning is listed with its place."""

from collections.abc import Mapping, Sequence

from autan.ground.errors import Fault, ImportFileError
from autan.ground.expressions.core.evaluation import check_rule, find_cycle
from autan.ground.expressions.core.rules import names_of
from autan.ground.tables.core.documents import Node, ParsedDocument
from autan.ground.tables.core.findings import Findings
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.questionnaire import (
    PAGE_WORDS,
    WHOLE_CAMPAIGN,
    ChoiceList,
    EarlierQuestion,
    Question,
    Questionnaire,
    Section,
)
from autan.survey.questionnaires.core.reading_questions import read_choice_lists, read_kept, read_question
from autan.survey.questionnaires.core.rules import terms_among


def build_questionnaire(document: ParsedDocument, file: str) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Turn a parsed document into a questionnaire, with the warnings (missing English, unused list) in the order found.

    Raises ImportFileError: with every fault: unknown or missing key, empty French, repeated code, unknown kind, missing
    choice list, inverted bounds, unknown unit, impossible date.
    """
    findings = Findings()
    top = Node.root(document, findings).fields(
        required=("questionnaire", "version", "title", "sections"), optional=("note", "choice_lists", "kept")
    )
    lists = top.read("choice_lists", read_choice_lists, {})
    sections = _read_sections(top["sections"], lists) if "sections" in top else ()
    version = top.read("version", Node.day, None)
    slug = top.string("questionnaire")
    title = top.read("title", Node.text, None)
    _warn_of_unused(top.get("choice_lists"), lists, sections)
    if findings.faults or version is None or title is None:
        raise ImportFileError(file, findings.faults)
    questionnaire = Questionnaire(
        slug=slug,
        version=version,
        title=title,
        note=top.text("note"),
        sections=sections,
        lists=tuple(lists.values()),
        kept=read_kept(top.get("kept")),
    )
    return questionnaire, tuple(findings.warnings)


def _read_sections(node: Node, lists: dict[str, ChoiceList]) -> tuple[Section, ...]:
    sections: list[Section] = []
    seen_questions: dict[str, Node] = {}
    for item in node.items():
        section = _read_section(item, lists, seen_questions)
        if section and any(section.code == other.code for other in sections):
            item.refuse(Sentence("un code de section unique (« {code} » est déjà pris)", code=section.code))
        if section:
            sections.append(section)
    for code in sorted(seen_questions.keys() & {WHOLE_CAMPAIGN, *(section.code for section in sections)}):
        node.refuse(
            Sentence(
                "un code de question qui ne soit ni « {whole_campaign} » ni celui d’une section (lu : {code})",
                whole_campaign=WHOLE_CAMPAIGN,
                code=code,
            )
        )
    for code in sorted({section.code for section in sections} & {WHOLE_CAMPAIGN, *PAGE_WORDS}):
        node.refuse(Sentence("un code de section autre que « {code} », qui sert déjà ailleurs", code=code))
    _refuse_continued_twice(sections, seen_questions)
    _check_rules([question for section in sections for question in section.questions], seen_questions)
    return tuple(sections)


def _refuse_continued_twice(sections: Sequence[Section], nodes: Mapping[str, Node]) -> None:
    """Refuse a second question that continues the same earlier one: neither could be compared with it."""
    continued: dict[EarlierQuestion, str] = {}
    for question in (question for section in sections for question in section.questions):
        earlier = question.continues
        if earlier and earlier in continued:
            expected = Sentence("une question que « {continued} » ne continue pas déjà", continued=continued[earlier])
            nodes[question.code].at("continues").refuse(expected)
        elif earlier:
            continued[earlier] = question.code


def _check_rules(questions: Sequence[Question], nodes: Mapping[str, Node]) -> None:
    """Refuse rules that could never be evaluated; a rule that rests on a later question is a warning."""
    find_term = terms_among({question.code: question for question in questions})
    rules = {question.code: question.relevance for question in questions if question.relevance}
    earlier: set[str] = set()
    for question in questions:
        earlier.add(question.code)
        for rank, check in enumerate(question.checks):
            for fault in check_rule(check.rule, find_term):
                nodes[question.code].at("checks").refuse(
                    Sentence(
                        "{expected} (contrôle {rank}, signe {column})",
                        expected=Sentence(fault.expected),
                        rank=rank + 1,
                        column=fault.column,
                    )
                )
        if question.relevance is None:
            continue
        node = nodes[question.code].at("relevance")
        for fault in check_rule(question.relevance, find_term):
            node.refuse(Sentence("{expected} (signe {column})", expected=Sentence(fault.expected), column=fault.column))
        if later := sorted((names_of(question.relevance) & nodes.keys()) - earlier):
            node.warn(
                Sentence(
                    "une règle sur des questions déjà posées (celles-ci viennent après : {later})",
                    later=", ".join(later),
                )
            )
    if cycle := find_cycle(rules):
        nodes[cycle[0]].at("relevance").refuse(
            Sentence("des règles sans cercle (lu : {cycle})", cycle=" → ".join(cycle))
        )


def _read_section(node: Node, lists: dict[str, ChoiceList], seen: dict[str, Node]) -> Section | None:
    parts = node.fields(required=("code", "title", "questions"), optional=("intro", "kept"))
    if not {"code", "title", "questions"} <= parts.keys():
        return None
    questions: list[Question] = []
    for item in parts["questions"].items():
        question = read_question(item, lists)
        if question is None:
            continue
        if question.code in seen:
            item.refuse(Sentence("un code de question unique (« {code} » est déjà pris)", code=question.code))
        seen[question.code] = item
        questions.append(question)
    return Section(
        code=parts["code"].code(),
        title=parts["title"].text(),
        questions=tuple(questions),
        intro=parts.text("intro"),
        kept=read_kept(parts.get("kept")),
    )


def _warn_of_unused(node: Node | None, lists: dict[str, ChoiceList], sections: tuple[Section, ...]) -> None:
    if node is None:
        return
    used = {
        choice_list.code for section in sections for question in section.questions for choice_list in question.lists
    }
    for code, entry in node.entries().items():
        if code in lists and code not in used:
            entry.warn("une liste de choix employée par au moins une question")
