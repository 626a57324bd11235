"""What the file of any other tool does not hold of a questionnaire."""

from collections.abc import Callable, Iterator, Sequence

from autan.formats.core.foreign_traits import FORM
from autan.questionnaires.core.questionnaire import ForeignTrait, Questionnaire


def whole_losses(questionnaire: Questionnaire, is_own: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Give each place of a questionnaire that loses something, questions left aside, and what it loses, in French.

    Args:
        questionnaire: what is written.
        is_own: says whether the name of a kept trait is one that this tool writes again.
    """
    for place, traits in (
        ("questionnaire", questionnaire.kept),
        *((section.code, section.kept) for section in questionnaire.sections),
        *((item.code, item.kept) for item in questionnaire.lists),
    ):
        yield from ((place, loss) for loss in lost_traits(traits, is_own))
    if questionnaire.has_english:
        return
    for item in questionnaire.lists:
        if any(choice.label.en for choice in item.choices):
            yield item.code, "perdu : l’anglais d’une liste, puisqu’aucune question n’est en anglais"


def lost_traits(traits: Sequence[ForeignTrait], is_own: Callable[[str], bool]) -> Iterator[str]:
    """Say what was kept of another tool than the one that is written."""
    others = ", ".join(trait.name.removeprefix(FORM) for trait in traits if not is_own(trait.name))
    if others:
        yield f"perdu : ce qui était gardé d’un autre outil ({others})"
