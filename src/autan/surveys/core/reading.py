"""Is a document a questionnaire, and which one? Every fault and every warning is listed with its place."""

from autan.errors import Fault, ImportFileError
from autan.surveys.core.kinds import QuestionKind
from autan.surveys.core.questionnaire import WHOLE_CAMPAIGN, ChoiceList, Question, Questionnaire, Section
from autan.surveys.core.reading_questions import read_choice_lists, read_question
from autan.surveys.core.tree import Document, Findings, Node, read_optional_text


def build_questionnaire(document: Document, file: str) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Turn a parsed document into a questionnaire.

    Args:
        document: values and their lines, as the YAML reader gives them.
        file: name of the file, for the errors.

    Returns:
        The questionnaire and the warnings (missing English, unused list), in the order found.

    Raises:
        ImportFileError: with every fault: unknown or missing key, empty French, repeated code, unknown kind,
            missing choice list, inverted bounds, unknown unit, impossible date.
    """
    findings = Findings()
    top = Node.root(document, findings).fields(
        required=("questionnaire", "version", "title", "sections"), optional=("note", "choice_lists")
    )
    lists = read_choice_lists(top["choice_lists"]) if "choice_lists" in top else {}
    sections = _read_sections(top["sections"], lists) if "sections" in top else ()
    version = top["version"].day() if "version" in top else None
    slug = top["questionnaire"].string() if "questionnaire" in top else ""
    title = top["title"].text() if "title" in top else None
    _warn_of_unused(top.get("choice_lists"), lists, sections)
    if findings.faults or version is None or title is None:
        raise ImportFileError(file, findings.faults)
    questionnaire = Questionnaire(
        slug=slug,
        version=version,
        title=title,
        note=read_optional_text(top, "note"),
        sections=sections,
        lists=tuple(lists.values()),
    )
    return questionnaire, tuple(findings.warnings)


def _read_sections(node: Node, lists: dict[str, ChoiceList]) -> tuple[Section, ...]:
    sections: list[Section] = []
    seen_questions: set[str] = set()
    for item in node.items():
        section = _read_section(item, lists, seen_questions)
        if section and any(section.code == other.code for other in sections):
            item.refuse(f"un code de section unique (« {section.code} » est déjà pris)")
        if section:
            sections.append(section)
    for code in sorted(seen_questions & {WHOLE_CAMPAIGN, *(section.code for section in sections)}):
        node.refuse(f"un code de question qui ne soit ni « {WHOLE_CAMPAIGN} » ni celui d’une section (lu : {code})")
    if any(section.code == WHOLE_CAMPAIGN for section in sections):
        node.refuse(f"un code de section autre que « {WHOLE_CAMPAIGN} »")
    return tuple(sections)


def _read_section(node: Node, lists: dict[str, ChoiceList], seen: set[str]) -> Section | None:
    parts = node.fields(required=("code", "title", "questions"), optional=("intro",))
    if not {"code", "title", "questions"} <= parts.keys():
        return None
    questions: list[Question] = []
    for item in parts["questions"].items():
        question = read_question(item, lists)
        if question is None:
            continue
        if question.code in seen:
            item.refuse(f"un code de question unique (« {question.code} » est déjà pris)")
        seen.add(question.code)
        questions.append(question)
    return Section(
        code=parts["code"].code(),
        title=parts["title"].text(),
        questions=tuple(questions),
        intro=read_optional_text(parts, "intro"),
    )


def _warn_of_unused(node: Node | None, lists: dict[str, ChoiceList], sections: tuple[Section, ...]) -> None:
    if node is None:
        return
    used = {q.choices.code for section in sections for q in section.questions if q.choices}
    used |= {
        column.choices.code
        for section in sections
        for question in section.questions
        if question.kind is QuestionKind.TABLE
        for column in question.columns
        if column.choices
    }
    for code, entry in node.entries().items():
        if code in lists and code not in used:
            entry.warn("une liste de choix employée par au moins une question")
