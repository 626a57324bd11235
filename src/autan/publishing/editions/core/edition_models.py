"""The models of a new edition: their titles, their chapters, and what is to be written in each.

The synthesis follows the chapters of the document of 2014; the note of four pages is for elected readers; the sheet is
about one member.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autan.evidence.figures.core.figures import Figure
from autan.ground.texts.core.labelled import Labelled
from autan.publishing.editions.core.starter import StarterText
from autan.publishing.living_text.core.marks import as_typed
from autan.publishing.living_text.core.sentences import UNWRITTEN

_IN_STRIP = 4
_SHORT = {"annex": False, "contents": False}  # a note of four pages has no room for them: the site keeps the proofs


class EditionModel(Labelled):
    """What a new edition begins with."""

    SYNTHESIS = "synthesis", "La synthèse, sur le plan du document de 2014", "The synthesis, as the document of 2014"
    NOTE = "note", "Quatre pages pour les élus", "Four pages for elected readers"
    MEMBER = "member", "La fiche d’un membre", "The sheet of a member"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFigure:
    """A figure that a model prints among its key figures: its name in the text, its address and itself."""

    name: str
    figure_id: str
    figure: Figure


_CHAPTERS: Mapping[EditionModel, Mapping[str, tuple[str, ...]]] = {
    EditionModel.SYNTHESIS: {
        "Le réseau et ses démarches": ("qui sont les membres, et où en sont leurs plans",),
        "Une gouvernance de l’énergie": (
            "qui porte la démarche, élus et services",
            "avec quels partenaires, et quel public",
        ),
        "Des méthodes": (
            "quelles données, quels budgets, quels financements",
            "quelle adaptation au changement climatique",
        ),
        "L’évaluation": ("quels indicateurs, de moyens et de résultats",),
        "Des actions et des innovations": ("quelles actions, par thème, et ce qu’elles donnent",),
        "Ce qui aide, ce qui freine": ("les facteurs de réussite, les difficultés",),
        "Les enjeux communs": ("sobriété, efficacité, renouvelables : ce que le réseau retient",),
        "La suite": ("ce que le réseau propose de faire ensemble",),
    },
    EditionModel.NOTE: {
        "Où nous en sommes": ("trois chiffres, et ce qu’ils disent",),
        "Ce qui change": ("ce qui a bougé depuis la dernière synthèse",),
        "Ce que nous ne savons pas": ("les données qui manquent, et à qui les demander",),
        "Ce qui est à décider": ("les décisions attendues des élus",),
    },
    EditionModel.MEMBER: {
        "Le territoire en chiffres": ("ce que disent les chiffres clés",),
        "Son plan et ses actions": ("où en est le plan, ce qui est fait",),
        "Ce qu’il peut apporter au réseau, et ce qu’il en attend": ("savoir-faire et besoins",),
    },
}


def compose_model(
    model: EditionModel, *, slug: str, network: str, title: str, subtitle: str, figures: Sequence[ModelFigure]
) -> StarterText:
    """Write the text of a new edition: key figures that are known, chapters, and what is to be written in each.

    A passage to be written stops a publication until it is written or taken away.
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
    for heading, asks in _CHAPTERS[model].items():
        parts.append("\n".join([f"# {heading}", "", *(f"{UNWRITTEN} : {ask}.\n" for ask in asks)]))
    return StarterText(
        head={key: value for key, value in head.items() if key != "subtitle" or subtitle}, body="\n".join(parts)
    )


_MOST_ITEMS, _LONGEST = 6, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckChapter:
    """One chapter of the deck of a plan; `rest` stands for the items that are left out, such as how many."""

    title: str
    items: Sequence[str] = ()
    figures: Mapping[str, str]
    rest: str = ""


def compose_deck(*, network: str, title: str, notice: str, chapters: Sequence[DeckChapter]) -> StarterText:
    """Write a plan as a living text: its first chapter is what is read first, each other has its title.

    >>> chapter = DeckChapter(title="Axe 1", items=["Isoler"], figures={})
    >>> compose_deck(network="n", title="P", notice="", chapters=[chapter, chapter]).body.split()
    ['-', 'Isoler', '#', 'Axe', '1', '-', 'Isoler']
    """
    parts = []
    for rank, chapter in enumerate(chapters):
        parts += [f"# {_plain(chapter.title)}\n"] if rank else []
        if chapter.figures:
            parts.append(f"{{{{figures: {', '.join(chapter.figures)}}}}}\n")
        items = [*chapter.items[:_MOST_ITEMS], *([chapter.rest] if chapter.rest else [])]
        parts += ["\n".join(f"- {_plain(item)}" for item in items) + "\n"] if items else []
    texts = {"label": title, "title": title, "notice": notice}
    both = {name: {"fr": text, "en": text} for name, text in texts.items() if text}
    figures = {name: address for chapter in chapters for name, address in chapter.figures.items()}
    return StarterText(head={"slug": "plan", "network": network, **both, "figures": figures}, body="\n".join(parts))


def _plain(text: str) -> str:
    """Words that people typed; long ones are cut, in the middle of a word where need be."""
    words = " ".join(text.split())
    return as_typed(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…")
