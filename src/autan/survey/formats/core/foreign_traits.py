"""Traits kept of a file of another tool, looked up by their names, and what the files of others lose of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.questionnaire import ForeignTrait, Questionnaire

FORM = "xlsform."
"""Begins the names of the traits kept of a form; those of LimeSurvey bear its own names."""


def trait_values(traits: Iterable[ForeignTrait], prefix: str = "") -> dict[str, str]:
    """Return the values of the traits whose names begin with a prefix, by what follows it.

    >>> trait_values((ForeignTrait(name="xlsform.name", value="Q1"), ForeignTrait(name="sid", value="7")), "xlsform.")
    {'name': 'Q1'}
    """
    return {item.name.removeprefix(prefix): item.value for item in traits if item.name.startswith(prefix)}


def whole_losses(questionnaire: Questionnaire, is_own: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Give each place of a questionnaire that loses something, questions left aside, and what it loses, in French.

    A kept trait whose name `is_own` is one that the tool writes again.
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
            yield item.code, Sentence("perdu : l’anglais d’une liste, puisqu’aucune question n’est en anglais")


def lost_traits(traits: Sequence[ForeignTrait], is_own: Callable[[str], bool]) -> Iterator[str]:
    """Say what was kept of another tool than the one that is written."""
    others = ", ".join(trait.name.removeprefix(FORM) for trait in traits if not is_own(trait.name))
    if others:
        yield Sentence("perdu : ce qui était gardé d’un autre outil ({others})", others=others)
