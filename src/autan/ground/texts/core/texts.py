"""Words shown to people, in French first and in English second."""

from typing import Any, Final

from autan.ground.wordings import Text

NO_TEXT: Final = Text("", "")


class TextColumns:
    """The text that two columns of its name hold, `<name>_fr` and `<name>_en`.

    >>> class Row:
    ...     title, title_fr, title_en = TextColumns(), "Réunion", "Meeting"
    >>> Row().title.en
    'Meeting'
    """

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, row: Any, _model: Any = None) -> Text:
        return Text(getattr(row, f"{self._name}_fr"), getattr(row, f"{self._name}_en"))

    def __set__(self, row: Any, text: Text) -> None:
        setattr(row, f"{self._name}_fr", text.fr)
        setattr(row, f"{self._name}_en", text.en)


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
