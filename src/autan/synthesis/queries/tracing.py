"""The figures that a word of an edition calls for: a name of its text, a number of its annex, an identifier."""

from collections.abc import Sequence

from autan.errors import UnknownError
from autan.evidence.core.figures import Figure
from autan.evidence.core.notation import read_whole
from autan.evidence.queries.registry import Reader, UnknownFigureError, find_figure
from autan.living_text.core.annex import number_entries
from autan.living_text.core.definitions import ChartDefinition, LivingText
from autan.synthesis.queries.editions import get_edition, living_text
from autan.territories.queries.networks import network_members


class UnknownMarkError(UnknownError):
    """A word calls for no figure of an edition."""

    def __init__(self, slug: str, word: str, names: Sequence[str]) -> None:
        self.slug = slug
        self.word = word
        self.names = tuple(names)
        super().__init__(
            f"aucun chiffre « {word} » dans l’édition {slug} ; donnez un identifiant, un numéro de l’annexe, "
            f"ou l’un des noms du texte : {', '.join(self.names)}"
        )


def figures_called(slug: str, word: str, *, reader: Reader) -> tuple[Figure, ...]:
    """Compute the figures that a word calls for: one, or all those of a chart or map.

    `word` is a name in the text, a number in the annex, or the identifier of a figure.

    Raises:
        UnknownEditionError: there is no such edition.
        UnknownMarkError: the word is none of these.
    """
    edition = get_edition(slug)
    text = living_text(edition.source, edition.file)
    number = read_whole(word)
    if number is not None:
        word = next((entry.key for entry in number_entries(text) if entry.number == number), word)
    named = {item.name: item.figure_id for item in text.figures}
    ids = _ids_of_illustration(text, word) or (named.get(word, word),)
    try:
        return tuple(find_figure(figure_id, reader=reader) for figure_id in ids)
    except UnknownFigureError:
        raise UnknownMarkError(slug, word, list(named)) from None


def _ids_of_illustration(text: LivingText, name: str) -> tuple[str, ...]:
    for item in text.illustrations:
        if item.name == name:
            written = [fid for row in item.rows for fid in row.figure_ids] if isinstance(item, ChartDefinition) else []
            members = network_members(text.network) if item.member_pattern else ()
            return (*written, *(fid for member in members for fid in item.figure_ids_of(member.siren)))
    return ()
