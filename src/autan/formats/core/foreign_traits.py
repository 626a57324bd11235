"""Traits kept of a file of another tool, looked up by their names in it."""

from collections.abc import Iterable

from autan.questionnaires.core.questionnaire import ForeignTrait

FORM = "xlsform."
"""Begins the names of the traits kept of a form; those of LimeSurvey bear its own names."""


def trait_values(traits: Iterable[ForeignTrait], prefix: str = "") -> dict[str, str]:
    """Return the values of the traits whose names begin with a prefix, by what follows it.

    >>> trait_values((ForeignTrait(name="xlsform.name", value="Q1"), ForeignTrait(name="sid", value="7")), "xlsform.")
    {'name': 'Q1'}
    """
    return {item.name.removeprefix(prefix): item.value for item in traits if item.name.startswith(prefix)}
