"""The models of a new edition: their titles, their chapters, and what is to be written in each.

The synthesis follows the chapters of the document of 2014; the note of four pages is for elected readers; the sheet is
about one member.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from autan.evidence.core.figures import Figure
from autan.evidence.core.texts import Text
from autan.living_text.core.sentences import UNWRITTEN
from autan.synthesis.core.starter import StarterText

_IN_STRIP = 4
_SHORT = {"annex": False, "contents": False}  # a note of four pages has no room for them: the site keeps the proofs


class EditionModel(StrEnum):
    """What a new edition begins with."""

    SYNTHESIS = "synthesis"
    NOTE = "note"
    MEMBER = "member"

    @property
    def label(self) -> Text:
        """Wording shown to people."""
        return _LABELS[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChapter:
    """A chapter of a model: its title, and what is to be written in it."""

    title: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFigure:
    """A figure that a model prints among its key figures: its name in the text, its address and itself."""

    name: str
    figure_id: str
    figure: Figure


_LABELS = {
    EditionModel.SYNTHESIS: Text(
        "La synthèse, sur le plan du document de 2014", "The synthesis, as the document of 2014"
    ),
    EditionModel.NOTE: Text("Quatre pages pour les élus", "Four pages for elected readers"),
    EditionModel.MEMBER: Text("La fiche d’un membre", "The sheet of a member"),
}
_CHAPTERS = {
    EditionModel.SYNTHESIS: (
        ModelChapter(title="Le réseau et ses démarches", asks=("qui sont les membres, et où en sont leurs plans",)),
        ModelChapter(
            title="Une gouvernance de l’énergie",
            asks=("qui porte la démarche, élus et services", "avec quels partenaires, et quel public"),
        ),
        ModelChapter(
            title="Des méthodes",
            asks=("quelles données, quels budgets, quels financements", "quelle adaptation au changement climatique"),
        ),
        ModelChapter(title="L’évaluation", asks=("quels indicateurs, de moyens et de résultats",)),
        ModelChapter(
            title="Des actions et des innovations", asks=("quelles actions, par thème, et ce qu’elles donnent",)
        ),
        ModelChapter(title="Ce qui aide, ce qui freine", asks=("les facteurs de réussite, les difficultés",)),
        ModelChapter(
            title="Les enjeux communs", asks=("sobriété, efficacité, renouvelables : ce que le réseau retient",)
        ),
        ModelChapter(title="La suite", asks=("ce que le réseau propose de faire ensemble",)),
    ),
    EditionModel.NOTE: (
        ModelChapter(title="Où nous en sommes", asks=("trois chiffres, et ce qu’ils disent",)),
        ModelChapter(title="Ce qui change", asks=("ce qui a bougé depuis la dernière synthèse",)),
        ModelChapter(title="Ce que nous ne savons pas", asks=("les données qui manquent, et à qui les demander",)),
        ModelChapter(title="Ce qui est à décider", asks=("les décisions attendues des élus",)),
    ),
    EditionModel.MEMBER: (
        ModelChapter(title="Le territoire en chiffres", asks=("ce que disent les chiffres clés",)),
        ModelChapter(title="Son plan et ses actions", asks=("où en est le plan, ce qui est fait",)),
        ModelChapter(
            title="Ce qu’il peut apporter au réseau, et ce qu’il en attend", asks=("savoir-faire et besoins",)
        ),
    ),
}


def compose_model(
    model: EditionModel, *, slug: str, network: str, title: str, subtitle: str, figures: Sequence[ModelFigure]
) -> StarterText:
    """Write the text of a new edition: key figures that are known, chapters, and what is to be written in each.

    A passage to be written stops a publication until it is written or taken away.

    Args:
        model: what it begins with.
        slug: identifier of the edition.
        network: slug of the network.
        title: its title.
        subtitle: line under the title; may be empty.
        figures: key figures, known ones.
    """
    shown = list(figures)[:_IN_STRIP]
    head = {
        "slug": slug,
        "network": network,
        "title": {"fr": title, "en": title},
        "subtitle": {"fr": subtitle, "en": subtitle},
        **(_SHORT if model is EditionModel.NOTE else {}),
        "figures": {item.name: item.figure_id for item in shown},
    }
    strip = f"{{{{figures: {', '.join(item.name for item in shown)}}}}}\n\n" if shown else ""
    parts = [f"{strip}{UNWRITTEN} : le résumé, en une page.\n"]
    for chapter in _CHAPTERS[model]:
        parts.append("\n".join([f"# {chapter.title}", "", *(f"{UNWRITTEN} : {ask}.\n" for ask in chapter.asks)]))
    return StarterText(
        head={key: value for key, value in head.items() if key != "subtitle" or subtitle}, body="\n".join(parts)
    )
