"""What it means, in a source, that a place has no row; declared on the card of the source."""

from collections.abc import Mapping
from typing import Any

from autan.ground.texts.core.labelled import Labelled

DEFAULT = "default"
"""Name, on a card, of what holds for the measures that no other name begins."""


class Absence(Labelled):
    """Meaning of a place without a row."""

    UNKNOWN = (
        "unknown",
        "Sans ligne, une valeur n’est pas renseignée\u00a0: ce n’est pas un zéro.",
        "Without a row, a value is not known: this is not a zero.",
    )
    NO_SERVICE = (
        "no_service",
        "Sans ligne, une commune vaut zéro là où le registre des communes desservies dit qu’aucun réseau n’y est\u202f"
        "; ailleurs, la valeur n’est pas renseignée.",
        "Without a row, a municipality is nil where the register of serviced municipalities says that it has no "
        "network; elsewhere, the value is not known.",
    )
    NOT_PUBLISHED = (
        "not_published",
        "Sans ligne, rien n’est publié\u00a0: seul ce qui est publié est compté.",
        "Without a row, nothing is published: only what is published is counted.",
    )


type Absences = tuple[tuple[str, Absence], ...]
"""First word of the code of a measure, or `default`, with its meaning."""


def parse_absences(value: Any) -> Absences:
    """Read what a card declares: one meaning for all its measures, or one for each first word of their codes.

    Raises ValueError: a meaning does not exist.

    >>> parse_absences("not_published")
    (('default', <Absence.NOT_PUBLISHED: 'not_published'>),)
    """
    pairs = value.items() if isinstance(value, Mapping) else ((DEFAULT, value or Absence.UNKNOWN),)
    return tuple((str(word), Absence(meaning)) for word, meaning in pairs)


def meaning_of(absences: Absences, measure: str) -> Absence:
    """What the absence of a row means for a measure.

    >>> meaning_of(parse_absences({"gas": "no_service"}), "gas_total")
    <Absence.NO_SERVICE: 'no_service'>
    >>> meaning_of(parse_absences({"gas": "no_service"}), "electricity_total")
    <Absence.UNKNOWN: 'unknown'>
    """
    meanings = dict(absences)
    return meanings.get(measure.partition("_")[0], meanings.get(DEFAULT, Absence.UNKNOWN))
