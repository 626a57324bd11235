"""What became of each source of a run that asks the services for new editions."""

from collections.abc import Sequence
from dataclasses import dataclass

from autan.ground.texts.core.texts import plural
from autan.ground.wordings import Sentence, Text
from autan.opendata.observatory.core.refresh_states import RefreshState

CUT_SHORT_S = 600
"""A step that told nothing for so long was cut short: a service is left after shorter silences (`RateLimits`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshOutcome:
    """What asking the service of one source gave. `is_partial`: True when what came is kept for the next try."""

    state: RefreshState
    lines: tuple[Text, ...] = ()
    is_partial: bool = False


def describe_row_changes(added: int, removed: int, revised: int) -> Text:
    """Say how an edition differs from the one before.

    >>> describe_row_changes(2, 1, 0).fr
    '2 ajouts, 1 perte, 0 valeur révisée'
    """
    parts = (
        (added, Sentence("ajout"), Sentence("ajouts")),
        (removed, Sentence("perte"), Sentence("pertes")),
        (revised, Sentence("valeur révisée"), Sentence("valeurs révisées")),
    )
    words = [(count, plural(count, one, many)) for count, one, many in parts]
    return Text(
        ", ".join(f"{count} {word.fr}" for count, word in words),
        ", ".join(f"{count} {word.en}" for count, word in words),
    )


def describe_progress(states: Sequence[RefreshState]) -> Text:
    """Say how far a run is.

    >>> describe_progress([RefreshState.ADOPTED, RefreshState.FAILED, RefreshState.WAITING]).fr
    '2 sources sur 3 interrogées'
    """
    finished, whole = sum(not state.is_open for state in states), len(states)
    word = plural(finished, Text("source", "source"), Text("sources", "sources"))
    participle = plural(finished, Sentence("interrogée"), Sentence("interrogées"))
    return Sentence(
        "{done} {word} sur {whole} {participle}", done=finished, word=word, whole=whole, participle=participle
    )


def describe_received(url: str, received: int, whole: int | None) -> str:
    r"""Say which host answers, and how much came in out of how much, in megabytes.

    >>> describe_received("https://api.insee.fr/x", 1_500_000, None)
    'api.insee.fr\xa0: 1,5 Mo'
    """
    host = url.partition("//")[2].partition("/")[0]
    share = f" sur {whole / 1e6:.1f}" if whole else ""
    return f"{host}\u00a0: " + f"{received / 1e6:.1f}{share} Mo".replace(".", ",")
