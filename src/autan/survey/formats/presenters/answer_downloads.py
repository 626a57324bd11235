"""A file of the answers of a campaign for one reader: at once, or made beside the pages when it is large."""

from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Any

from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import ImportFileError, NotAllowedError, RuleError, UnknownError
from autan.ground.registry import registered
from autan.people.prepared_files.core.states import FileMaker, TellProgress
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign
from autan.survey.campaigns.queries.readable_answers import served_by
from autan.survey.formats.core.answer_files.formats import Headings
from autan.survey.formats.exporters.answers.files import ForeignFormat, answer_file
from autan.survey.formats.queries.exchange import exportable_sirens, gather_export, may_read_authors

KIND = "answers"
LARGE = 10_000
"""Possible answers from which somebody who signed in is offered a file made beside the pages."""
NOBODY = "which answers somebody may take away depends on the campaign and on her mandates"


def sirens_for(reader: Any, view: CampaignView) -> tuple[str, ...]:
    """Return the territories whose answers a reader may take away.

    Raises:
        NotAllowedError: there is none.
    """
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
    return next((each for each in registered(ForeignFormat) if each.code == code), None)


def answer_pieces(
    view: CampaignView,
    reader: Reader,
    sirens: Collection[str],
    asked: Mapping[str, Any],
    tell: TellProgress | None = None,
) -> Iterator[bytes]:
    """Give the answers that a reader may take away, piece by piece.

    `asked` holds the `suffix` and what the form of the page does: `headings`, `long`, `separator`.

    Raises:
        UnknownError: there is no such format, or it has no such form.
    """
    has_authors = may_read_authors(reader, view, sirens)  # type: ignore[arg-type]  # a person, or somebody unknown
    export = gather_export(view, reader=reader, sirens=sirens, has_authors=has_authors, tell=tell)
    if foreign := _foreign_format(asked["suffix"]):
        return iter([foreign.write(export)[0]])
    try:
        return answer_file(
            export,
            f"x.{asked['suffix']}",
            headings=Headings(asked["headings"] or Headings.CODES),
            is_long=asked["long"],
            separator=asked["separator"] or ",",
        ).pieces
    except (ImportFileError, RuleError) as error:
        raise UnknownError(str(error)) from None


def _scope(person: Any, asked: Mapping[str, Any]) -> str:
    """Territories, names and answers not yet validated that a person may read, as a digest."""
    view = view_campaign(asked["campaign"])
    sirens = sirens_for(person, view)
    runs = person.has_perm("surveys.run_campaign", view.record)
    read = (sirens, runs, may_read_authors(person, view, sirens), sorted(served_by(person)))
    return sha256(repr(read).encode()).hexdigest()


def _make(person: Any, asked: Mapping[str, Any], tell: TellProgress) -> Iterator[bytes]:
    view = view_campaign(asked["campaign"])
    return answer_pieces(view, person, sirens_for(person, view), asked, tell)


ANSWER_FILES = FileMaker(kind=KIND, scope=_scope, make=_make)
