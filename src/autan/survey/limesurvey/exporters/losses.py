"""What the files of LimeSurvey do not hold of a questionnaire, listed place by place before they are written."""

from collections.abc import Iterator

from autan.ground.errors import Fault
from autan.ground.expressions.core.rules import Answered, Combination, Condition, Negation, Operator, Rule
from autan.ground.wordings import Sentence
from autan.survey.formats.core.foreign_traits import FORM, lost_traits, trait_values, whole_losses
from autan.survey.limesurvey.core.limits import is_held, lines_of
from autan.survey.limesurvey.core.tables import KEPT, TABLE
from autan.survey.limesurvey.core.types import LONGEST_ANSWER, LONGEST_CODE, LimeType, must_change, type_of_question
from autan.survey.limesurvey.exporters.survey_tables import build_survey_tables
from autan.survey.questionnaires.core.kinds import QuestionKind
from autan.survey.questionnaires.core.questionnaire import Question, Questionnaire

K = QuestionKind
_UNNAMED = frozenset({"answer", "value", "scale_1", "scale_2"})  # codes of the columns that LimeSurvey does not name
_WITH_ROWS = frozenset({"defaultvalues", "defaultvalue_l10ns"})  # tables whose rows the .txt writes beside questions


def list_losses(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """List what a LimeSurvey file does not hold of a questionnaire."""
    whole = [Fault(column=place, expected=loss) for place, loss in _whole_losses(questionnaire)]
    faults = [
        Fault(column=question.code, value=question.kind.value, expected=loss)
        for question in questionnaire.questions
        for loss in _losses(question, type_of_question(question))
    ]
    return (*whole, *faults, *build_survey_tables(questionnaire).losses)


def list_text_losses(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """List what a .txt file does not hold: what an .lss does not either, tables without rows here, and scripts."""
    tables = [
        Fault(column=table, expected=Sentence("perdu : cette table n’a pas de place dans le format .txt"))
        for table in trait_values(questionnaire.kept, TABLE)
        if table not in _WITH_ROWS and not table.startswith(KEPT)
    ]
    scripts = [
        Fault(column=question.code, value=f"script.{language}", expected=Sentence("perdu : les scripts des questions"))
        for question in questionnaire.questions
        for language in trait_values(question.kept, "script.")
    ]
    return (*list_losses(questionnaire), *tables, *scripts)


def _whole_losses(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """List the losses of the whole: names that LimeSurvey has not, and what was kept of another tool."""
    if not any(trait.name == "sid" for trait in questionnaire.kept):
        yield (
            "questionnaire",
            Sentence("changé : l’identifiant {slug} devient un numéro d’enquête", slug=questionnaire.slug),
        )
        sections = ", ".join(section.code for section in questionnaire.sections)
        yield "questionnaire", Sentence("perdu : les codes des rubriques ({sections})", sections=sections)
        if questionnaire.lists:
            lists = ", ".join(item.code for item in questionnaire.lists)
            yield (
                "questionnaire",
                Sentence("changé : les listes partagées ({lists}) sont écrites sous chaque question", lists=lists),
            )
    yield from whole_losses(questionnaire, _is_own)


def _is_own(name: str) -> bool:
    """True for what was kept of LimeSurvey: all but what a form has."""
    return not name.startswith(FORM)


def _losses(question: Question, lime_type: LimeType) -> Iterator[str]:
    if renamed := _renamed_codes(question, lime_type):
        yield Sentence("changé : des codes sont récrits ({renamed})", renamed=", ".join(renamed))
    values = {
        Sentence("la raison de la question (why)"): question.why.fr,
        Sentence("le périmètre (scope)"): question.scope,
        Sentence("les contrôles (checks)"): question.checks,
        Sentence("la question reprise (continues)"): question.continues,
        Sentence("le nom des bouts de l’échelle"): question.low_label.fr or question.high_label.fr,
    }
    yield from (Sentence("perdu : {loss}", loss=loss) for loss, value in values.items() if value)
    if question.relevance and _denies(question.relevance):
        yield Sentence("changé : LimeSurvey tient « différent de » pour vrai tant que rien n’est répondu")
    yield from lost_traits(question.kept, _is_own)
    if question.kind is K.FILE:
        yield Sentence("changé : un fichier est déposé, un lien n’est pas accepté")
    if question.kind is K.TABLE:
        lines = lines_of(question)
        count = len(lines.codes) if lines else 0
        yield Sentence("changé : un tableau de {count} lignes numérotées, qui revient comme un tableau", count=count)
        if question.limits.fewest:
            yield Sentence("changé : le nombre de lignes au moins n’est pas tenu (autan_columns le garde)")
    if question.kind is K.YEAR or (question.kind is K.SCALE and lime_type.letter != "5"):
        yield Sentence("changé : demandé comme un nombre entier")
    if question.kind in {K.MATRIX, K.TABLE}:
        yield from _matrix_losses(question, lime_type)


def _renamed_codes(question: Question, lime_type: LimeType) -> list[str]:
    """Our codes, of the question and of what it offers, that LimeSurvey writes otherwise."""
    codes = [] if any(trait.name == "code" for trait in question.kept) else [(question.code, LONGEST_CODE)]
    cells = () if lime_type.has_named_columns else (column.choices for column in question.columns)
    for items in (question.choices, question.rows, *cells):
        if items is not None and not lime_type.fixed:
            is_part = items is question.rows or question.kind in {K.MULTIPLE, K.SPLIT}
            names = {trait.name for trait in items.kept}
            longest = LONGEST_CODE if is_part else LONGEST_ANSWER
            codes += [(code, longest) for code in items.codes if f"{code}.code" not in names]
    return [code for code, longest in codes if must_change(code, longest)]


def _denies(rule: Rule) -> bool:
    """True when a rule rests on what was not answered, which LimeSurvey does not know from what is unknown."""
    if isinstance(rule, Combination):
        return any(map(_denies, rule.rules))
    if isinstance(rule, Negation):
        return not isinstance(rule.rule, Answered)
    return isinstance(rule, Condition) and rule.operator in {Operator.DIFFERENT, Operator.NOT_IN}


def _matrix_losses(question: Question, lime_type: LimeType) -> Iterator[str]:
    if not lime_type.holds(question.columns):
        yield Sentence("changé : les cellules sont demandées comme des textes (autan_columns garde leur sorte)")
    if not lime_type.has_named_columns and not {column.code for column in question.columns} <= _UNNAMED:
        yield Sentence("perdu : le nom des colonnes")
    if not is_held(question, lime_type):
        yield (
            Sentence("changé : les unités, bornes et totaux des colonnes ne sont pas tenus (autan_columns les garde)")
            if lime_type.has_named_columns
            else Sentence("perdu : les unités, bornes et totaux des colonnes")
        )
