"""What several titles, labels or locators share, so that an annex says it once."""

from collections.abc import Iterable, Sequence

from autan.evidence.core.texts import Text


def common_parts(locators: Sequence[str]) -> str:
    """Keep what several locators, each a list between commas, have in common; a lone locator is kept whole.

    >>> common_parts(["instantané 2024, 37 lignes, mesure a", "instantané 2024, 36 lignes, mesure a"])
    'instantané 2024, mesure a'
    """
    split = [locator.split(", ") for locator in locators]
    return ", ".join(part for part in split[0] if all(part in other for other in split)) if split else ""


def common_end(titles: Sequence[str]) -> str:
    """Keep the end that several titles share, past what tells them apart; a lone title is kept whole.

    >>> common_end(["Sicoval : énergie (2024)", "Castres : énergie (2024)"])
    'énergie (2024)'
    """
    shortest = min(titles, key=len)
    size = next((n for n in range(len(shortest), 0, -1) if all(item.endswith(shortest[-n:]) for item in titles)), 0)
    shared = shortest[len(shortest) - size :]
    if size == len(shortest) or not size:
        return shortest if size else titles[0]
    return shared.partition(": ")[2] or shared.strip()


def own_label(label: Text, whole: Text) -> Text:
    """Leave out of the label of an input what it shares with the whole: « Sicoval – Population », « Sicoval »."""
    fr, en = (
        part.removesuffix(shared).rstrip(" –-,:") for part, shared in ((label.fr, whole.fr), (label.en, whole.en))
    )
    return Text(fr or label.fr, en or label.en)


def each_once(words: Iterable[str]) -> str:
    """Join words that are not empty, each said once, in order."""
    return " / ".join(word for word in dict.fromkeys(words) if word)
