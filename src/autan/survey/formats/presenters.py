"""What the pages of files of answers show."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.ground.registry import registered
from autan.ground.texts.language import words
from autan.people.prepared_files.core import FileMaker, TellProgress
from autan.survey.campaigns.queries.answers import served_by
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign
from autan.survey.formats.core.answer_files.formats import FORMATS, AnswerFormat, Headings
from autan.survey.formats.exporters.answers.files import ForeignFormat, answer_file
from autan.survey.formats.queries import exportable_sirens, gather_export, may_read_authors

# A file of the answers of a campaign for one reader: at once, or made beside the pages when it is large.


KIND = "answers"
LARGE = 10_000
"""Possible answers from which somebody who signed in is offered a file made beside the pages."""
NOBODY = "which answers somebody may take away depends on the campaign and on her mandates"


def sirens_for(reader: Any, view: CampaignView) -> tuple[str, ...]:
    """Return the territories whose answers a reader may take away."""
    sirens = exportable_sirens(reader, view)
    if not sirens:
        raise NotAllowedError("les réponses que l’on peut télécharger dépendent de la campagne et de vos rôles")
    return sirens


def is_large(view: CampaignView, sirens: Collection[str]) -> bool:
    """Say whether the answers of these territories are too many to be made while a page waits."""
    return len(sirens) * len(view.questionnaire.questions) > LARGE


def download_name(view: CampaignView, suffix: str) -> str:
    """Return the name of the file, which says where the network is invented."""
    mark = "-reseau-invente" if view.record.network.is_invented else ""
    foreign = _foreign_format(suffix)
    ending = f"-{foreign.code}{foreign.suffix}" if foreign else f".{suffix}"
    return f"reponses-{view.record.slug}{mark}{ending}"


def _foreign_format(code: str) -> ForeignFormat | None:
    return next((foreign_format for foreign_format in registered(ForeignFormat) if foreign_format.code == code), None)


def answer_pieces(
    view: CampaignView,
    reader: Reader,
    sirens: Collection[str],
    fields: Mapping[str, Any],
    tell: TellProgress | None = None,
) -> Iterator[bytes]:
    """Give the answers that a reader may take away, piece by piece.

    `fields` holds the `suffix` and what the form of the page does: `headings`, `long`, `separator`.
    """
    has_authors = may_read_authors(reader, view, sirens)  # type: ignore[arg-type]  # a person, or somebody unknown
    export = gather_export(view, reader=reader, sirens=sirens, has_authors=has_authors, tell=tell)
    if foreign := _foreign_format(fields["suffix"]):
        return iter([foreign.write(export)[0]])
    try:
        return answer_file(
            export,
            f"x.{fields['suffix']}",
            headings=Headings(fields["headings"] or Headings.CODES),
            is_long=fields["long"],
            separator=fields["separator"] or ",",
        ).pieces
    except (ImportFileError, RuleError) as error:
        raise UnknownError(str(error)) from None


def _scope(person: Any, fields: Mapping[str, Any]) -> str:
    """Territories, names and answers not yet validated that a person may read, as a digest."""
    view = view_campaign(fields["campaign"])
    sirens = sirens_for(person, view)
    runs = person.has_perm("surveys.run_campaign", view.record)
    read = (sirens, runs, may_read_authors(person, view, sirens), sorted(served_by(person)))
    return sha256(repr(read).encode()).hexdigest()


def _make(person: Any, fields: Mapping[str, Any], tell: TellProgress) -> Iterator[bytes]:
    view = view_campaign(fields["campaign"])
    return answer_pieces(view, person, sirens_for(person, view), fields, tell)


ANSWER_FILES = FileMaker(kind=KIND, scope=_scope, make=_make)


# What the page of downloads shows: formats, each with what it does not hold.


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadLink:
    """One form of a format: what its link says, and what its address asks for."""

    label: str
    query: str


def present_formats() -> tuple[dict[str, Any], ...]:
    """Return every format, in the order of the page: ours, then those of other tools."""
    own = (
        (answer_format.suffix.removeprefix("."), answer_format.name, answer_format.losses_in(), _forms(answer_format))
        for answer_format in FORMATS
    )
    foreign = (
        (foreign_format.code, foreign_format.name, foreign_format.losses, [_form(_("télécharger"))])
        for foreign_format in registered(ForeignFormat)
    )
    return tuple(
        {
            "name": words(name),
            # what tells it in an address: its extension without a dot, or the name of another tool
            "suffix": suffix,
            "losses": tuple(map(words, losses)),
            "forms": tuple(forms),
        }
        for suffix, name, losses, forms in (*own, *foreign)
    )


def name_form(suffix: str, query: str) -> str:
    """Return the words of one form of a format, to tell it from the others; its extension alone when it has one."""
    labels = [
        form.label
        for shown in present_formats()
        for form in shown["forms"]
        if (shown["suffix"], form.query) == (suffix, query) and len(shown["forms"]) > 1
    ]
    return ", ".join((suffix.upper(), *labels))


def _forms(file_format: AnswerFormat) -> list[DownloadLink]:
    forms = [_form(_("en codes"))]
    if file_format.has_headings:
        forms.append(_form(_("en toutes lettres"), headings=Headings.TEXTS))
    if file_format.suffix == ".csv":
        forms.append(_form(_("en codes, points-virgules"), separator=";"))
        forms.append(_form(_("en toutes lettres, points-virgules"), headings=Headings.TEXTS, separator=";"))
    if file_format.has_long:
        forms.append(_form(_("détaillé\u00a0: une ligne par cellule"), long="1"))
    return forms if len(forms) > 1 else [_form(_("télécharger"))]


def _form(label: str, **fields: str) -> DownloadLink:
    query = QueryDict(mutable=True)
    query.update(fields)
    return DownloadLink(label=label, query=query.urlencode())
