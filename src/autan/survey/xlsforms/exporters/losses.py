"""What an XLSForm does not hold of a questionnaire, or holds otherwise, listed before it is written."""

from collections.abc import Iterator

from autan.ground.errors import Fault
from autan.ground.wordings import Sentence
from autan.survey.formats.core.foreign_traits import FORM, lost_traits, whole_losses
from autan.survey.questionnaires.core.kinds import QuestionKind, Requirement
from autan.survey.questionnaires.core.questionnaire import NO_LIMITS, OTHER, Question, Questionnaire
from autan.survey.xlsforms.core.names import FormNames, codes_in_form, form_traits, name_form
from autan.survey.xlsforms.core.types import fits_kind, is_writable
from autan.survey.xlsforms.exporters.rows import BLOCKS, first_refusal, is_expressible

K = QuestionKind


def list_form_losses(questionnaire: Questionnaire) -> tuple[Fault, ...]:
    """List what a form does not hold of a questionnaire, question by question, in the order asked."""
    names = name_form(questionnaire)
    faults = [
        Fault(column=question.code, value=question.kind.value, expected=loss)
        for question in questionnaire.questions
        for loss in _losses(question, names)
    ]
    return (*(Fault(column=place, expected=loss) for place, loss in _whole_losses(questionnaire)), *faults)


def _whole_losses(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    groups = [name for name in form_traits(questionnaire.kept) if name.startswith("group.")]
    if groups:
        yield "questionnaire", Sentence("perdu : les groupes intérieurs ({groups})", groups=", ".join(groups))
    yield from whole_losses(questionnaire, _is_own)


def _is_own(name: str) -> bool:
    return name.startswith(FORM)


def _losses(question: Question, names: FormNames) -> Iterator[str]:
    yield from lost_traits(question.kept, _is_own)
    yield from _kept_losses(question, names)
    refusal = None if question.kind in BLOCKS else first_refusal(question)
    left = [check for check in question.checks if check is not refusal]
    if left:
        yield Sentence(
            "perdu : {count} contrôle(s), un formulaire n’en a qu’un par question, qui interdit", count=len(left)
        )
    if question.requirement is Requirement.SOFT:
        yield Sentence("changé : une réponse souhaitée devient facultative (autan_required le garde)")
    if question.requirement is Requirement.HARD and question.kind in {K.TABLE, K.MATRIX}:
        yield Sentence("changé : un tableau n’est pas exigé (autan_required le garde)")
    lists = (question.choices, question.rows, *(column.choices for column in question.columns))
    if any(items is not None and not items.choices for items in lists):
        yield Sentence("changé : une liste sans choix est demandée comme un texte")
    yield from _limit_losses(question)
    if question.kind is K.FILE:
        yield Sentence("changé : un fichier est déposé, un lien n’est pas accepté")
    if question.allows_other and OTHER in codes_in_form(question.choices):
        yield Sentence("perdu : « autre, à préciser »")


def _limit_losses(question: Question) -> Iterator[str]:
    """List the limits that a form does not keep while it is filled."""
    limits = question.limits
    if question.kind is K.RANKING and (limits.fewest or limits.most):
        yield Sentence(
            "changé : un formulaire fait classer tous les choix (autan_fewest et autan_most gardent leur nombre)"
        )
    if question.kind is K.TABLE and (limits.fewest or limits.most):
        yield Sentence(
            "changé : le nombre de lignes d’un tableau n’est pas tenu (autan_fewest et autan_most le gardent)"
        )
    if question.kind is K.TABLE and any(column.limits != NO_LIMITS for column in question.columns):
        yield Sentence("changé : le total d’une colonne n’est pas tenu (autan_min_total et autan_max_total le gardent)")


def _kept_losses(question: Question, names: FormNames) -> Iterator[str]:
    """List what was kept of a form and cannot be written in it again."""
    kept, written = form_traits(question.kept), names.names[question.code]
    if kept.get("name", written) != written:
        yield Sentence(
            "changé : le nom « {kept_name} », déjà pris, devient « {written} »", kept_name=kept["name"], written=written
        )
    gone = [column for column, value in kept.items() if not is_expressible(value, names)]
    if gone:
        yield Sentence("perdu : une expression qui cite ce qui n’est plus demandé ({gone})", gone=", ".join(gone))
    if kept.get("type") and question.kind not in BLOCKS and not fits_kind(kept["type"], question.kind):
        yield Sentence(
            "changé : le type « {kept_type} » devient celui de « {label} »",
            kept_type=kept["type"],
            label=question.kind.label,
        )
    for column in question.columns:
        own_type = kept.get(f"column.{column.code}.type", "")
        if own_type and not is_writable(own_type, names.lists):
            yield Sentence(
                "changé : le type « {own_type} » devient celui de « {label} »",
                own_type=own_type,
                label=column.kind.label,
            )
