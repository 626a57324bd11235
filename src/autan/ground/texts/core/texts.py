"""Words shown to people, in French first and in English second."""

from typing import Final

from autan.ground.wordings import Text

NO_TEXT: Final = Text("", "")


_CONTRACTED: Final = {("à", "Le"): "au", ("à", "Les"): "aux", ("de", "Le"): "du", ("de", "Les"): "des"}


def after(preposition: str, name: str) -> str:
    """Write a French name after « à » or « de », which its article may melt into.

    >>> after("à", "Le Grésivaudan"), after("de", "Les Crêtes"), after("à", "Léguevin"), after("de", "La Rochelle")
    ('au Grésivaudan', 'des Crêtes', 'à Léguevin', 'de La Rochelle')
    """
    article, _, rest = name.partition(" ")
    contracted = _CONTRACTED.get((preposition, article)) if rest else None
    return f"{contracted} {rest}" if contracted else f"{preposition} {name}"


def plural(count: float, one: Text, many: Text) -> Text:
    """Choose between singular and plural: French is singular below 2, English at 1 alone. The only plural there is.

    >>> plural(1.5, Text("an", "year"), Text("ans", "years"))
    Text(fr='an', en='years')
    """
    return Text(one.fr if abs(count) < 2 else many.fr, one.en if abs(count) == 1 else many.en)
