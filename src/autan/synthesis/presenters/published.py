"""What is published of the syntheses: editions that stand, and the figures frozen in each."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from autan.evidence.core.texts import Text
from autan.evidence.presenters.published import NETWORK_COLUMN
from autan.extension_points import ColumnKind, NewsFeed, NewsItem, PublishedColumn, PublishedTable
from autan.synthesis.models import Edition, Publication
from autan.synthesis.queries.editions import list_editions

_EDITION = PublishedColumn(
    name="edition",
    title=Text("Édition", "Edition"),
    description=Text("Identifiant de l’édition.", "Identifier of the edition."),
    is_filter=True,
)


def _standing(slug: str) -> Iterator[tuple[Edition, Publication]]:
    """Editions of a network that are out and were not withdrawn, with what was last published of each."""
    for edition in list_editions(published_only=True):
        if edition.network == slug:
            yield edition, edition.publications.all()[0]


def _edition_rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for edition, publication in _standing(slug):
        frozen = publication.figures.count()
        about = (slug, edition.slug, edition.title_fr, edition.title_en or None, edition.language)
        yield (*about, publication.published_on, publication.content_hash, frozen)


def _figure_rows(slug: str) -> Iterator[tuple[Any, ...]]:
    for edition, publication in _standing(slug):
        for frozen in publication.figures.all():
            trace = frozen.trace
            about = (slug, edition.slug, frozen.number, frozen.name, frozen.figure_id, frozen.printed)
            told = (trace["label"], trace["period"], trace["value"], trace["low"], trace["high"], trace["unit"])
            yield (*about, *told, trace["state"], trace["known"], trace["total"], frozen.content_hash)


def _news() -> Iterator[NewsItem]:
    """Each publication of an edition that stands."""
    for edition in list_editions(published_only=True):
        for publication in edition.publications.all():
            day = publication.published_on.isoformat()
            yield NewsItem(
                key=publication.content_hash,
                title=edition.title,
                summary=Text(f"Publiée le {day}.", f"Published on {day}."),
                path=reverse("synthesis:edition", kwargs={"slug": edition.slug}),
                on=publication.published_on,
            )


EDITION_FEED = NewsFeed(
    name="editions", rank=10, title=Text("éditions des synthèses", "editions of syntheses"), items=_news
)
PUBLISHED_EDITIONS = PublishedTable(
    name="editions",
    rank=90,
    title=Text("Éditions des synthèses", "Editions of syntheses"),
    description=Text(
        "Une édition publiée par ligne ; ni brouillon, ni édition retirée.",
        "One published edition a row; no draft, nothing withdrawn.",
    ),
    columns=(
        NETWORK_COLUMN,
        _EDITION,
        PublishedColumn(name="title", title=Text("Titre", "Title"), description=Text("Titre.", "Title, in French.")),
        PublishedColumn(
            name="title_en",
            title=Text("Titre en anglais", "Title in English"),
            description=Text("Le même, en anglais, ou vide.", "The same, in English, or empty."),
        ),
        PublishedColumn(
            name="language",
            title=Text("Langue", "Language"),
            description=Text("Code de la langue du texte.", "Code of the language of the text."),
        ),
        PublishedColumn(
            name="published_on",
            title=Text("Publiée le", "Published on"),
            description=Text("Jour de sa dernière publication.", "Day of its last publication."),
            kind=ColumnKind.DAY,
        ),
        PublishedColumn(
            name="content_hash",
            title=Text("Empreinte", "Hash"),
            description=Text("Change avec tout ce qui est imprimé.", "Changes with anything that is printed."),
        ),
        PublishedColumn(
            name="figures",
            title=Text("Chiffres", "Figures"),
            description=Text("Nombre de chiffres figés ce jour-là.", "Number of figures frozen on that day."),
            kind=ColumnKind.INTEGER,
        ),
    ),
    key=("network", "edition"),
    rows=_edition_rows,
)
PUBLISHED_PRINTS = PublishedTable(
    name="edition_figures",
    rank=100,
    title=Text("Chiffres imprimés dans les éditions", "Figures printed in editions"),
    description=Text(
        "Un chiffre par ligne, tel qu’il fut figé à la publication, même si la donnée a changé depuis.",
        "One figure a row, as it was frozen at publication, even if the data changed since.",
    ),
    columns=(
        NETWORK_COLUMN,
        _EDITION,
        PublishedColumn(
            name="number",
            title=Text("Numéro", "Number"),
            description=Text("Rang dans l’annexe.", "Rank in the annex."),
            kind=ColumnKind.INTEGER,
        ),
        PublishedColumn(
            name="name", title=Text("Nom", "Name"), description=Text("Nom dans le texte.", "Name in the text.")
        ),
        PublishedColumn(
            name="figure_id",
            title=Text("Adresse du chiffre", "Address of the figure"),
            description=Text("Adresse du chiffre, calculé aujourd’hui.", "Address of the figure, computed today."),
            is_filter=True,
        ),
        PublishedColumn(
            name="printed",
            title=Text("Imprimé", "Printed"),
            description=Text("Tel qu’il est imprimé.", "As it is printed."),
        ),
        PublishedColumn(
            name="label",
            title=Text("Ce qui est mesuré", "What is measured"),
            description=Text("Libellé.", "Wording, in French."),
        ),
        PublishedColumn(
            name="period", title=Text("Période", "Period"), description=Text("Période.", "Time it is about.")
        ),
        PublishedColumn(
            name="value",
            title=Text("Valeur", "Value"),
            description=Text("Vide pour une fourchette ou l’inconnu.", "Empty for a range or the unknown."),
            kind=ColumnKind.NUMBER,
        ),
        PublishedColumn(
            name="low",
            title=Text("Bas", "Low end"),
            description=Text("Borne basse d’une fourchette.", "Low end of a range."),
            kind=ColumnKind.NUMBER,
        ),
        PublishedColumn(
            name="high",
            title=Text("Haut", "High end"),
            description=Text("Borne haute d’une fourchette.", "High end of a range."),
            kind=ColumnKind.NUMBER,
        ),
        PublishedColumn(name="unit", title=Text("Unité", "Unit"), description=Text("Code de l’unité.", "Its code.")),
        PublishedColumn(
            name="state", title=Text("État", "State"), description=Text("Ce que l’on en sait.", "How well it is known.")
        ),
        PublishedColumn(
            name="known",
            title=Text("Parts connues", "Known parts"),
            description=Text("Combien sont connues.", "How many are known."),
            kind=ColumnKind.INTEGER,
        ),
        PublishedColumn(
            name="total",
            title=Text("Parts attendues", "Parts expected"),
            description=Text("Combien devraient entrer.", "How many should enter."),
            kind=ColumnKind.INTEGER,
        ),
        PublishedColumn(
            name="content_hash",
            title=Text("Empreinte", "Hash"),
            description=Text("Empreinte du chiffre figé.", "Hash of the frozen figure."),
        ),
    ),
    key=("network", "edition", "number", "figure_id"),
    rows=_figure_rows,
)
