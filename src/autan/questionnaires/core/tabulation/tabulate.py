"""One figure of the answers to a question, found by its measure.

Everything that a tabulation holds is a `Figure` whose id is `survey.<campaign>.<question>.<measure>`. What is not
documented is not known: a count over a partly documented campaign is a lower bound, never a « no ».
"""

from dataclasses import replace

from autan.evidence.core.figures import Figure
from autan.questionnaires.core.answers.answer import QuestionResponses
from autan.questionnaires.core.kinds.registry import kind_of


def find_measure(responses: QuestionResponses, measure: str) -> Figure | None:
    """Return one figure of a tabulation by its measure, or None.

    Beside the measures of the kind, `count_<a>_or_<b>` counts the members that chose any of several choices. The
    value of one member, `<measure>_<siren>`, is looked for in its answer alone, however many members there are.
    """
    kind = kind_of(responses.question)
    alone = [member for member in responses.members if measure.endswith(f"_{member.siren}")]
    if alone:
        responses = replace(responses, members=tuple(alone), asked=None)
    if measure.startswith("count_") and "_or_" in measure:
        return kind.count_any(responses, measure.removeprefix("count_").split("_or_"))
    figures = kind.tabulate(responses).figures
    found = next((figure for figure in figures if figure.id.endswith(f".{measure}")), None)
    is_point = any(measure == f"value_{member.siren}" for member in alone)
    return kind.unknown_value(responses, alone[0]) if found is None and is_point else found
