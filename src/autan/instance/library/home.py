"""A home, read from a notebook."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from autan.ground.errors import DomainError
from autan.instance.library.figures import HomeFigure, figures_frame
from autan.instance.library.opening import ask, open_folder
from autan.instance.library.surveys import HomeSurvey

if TYPE_CHECKING:
    from autan.opendata.sources.lake.snapshots import Snapshot

_WORD = re.compile(r"[a-z0-9_]+")


class LakeQueryError(DomainError):
    """A query of the lake cannot be run."""

    def __init__(self, reason: str, tables: list[str]) -> None:
        self.reason = reason
        super().__init__(
            "requête refusée : {reason} ; tables du lac : {tables}", reason=reason, tables=", ".join(tables)
        )


def open_home(path: str | Path) -> "Home":
    """Open a home to read it; nothing is written in it, and the site may serve it meanwhile.

    One process reads one home. Everything in it is read as the person at the command line reads it.

    Args:
        path: folder of the home (`AUTAN_HOME`).

    Raises:
        HomeNotOpenError: it is no folder, or this process already reads another home.
        HomeError: its database is missing, or of another version.
    """
    folder = Path(path)
    open_folder(folder)
    return Home(folder.expanduser().resolve())


@dataclass(frozen=True, slots=True)
class Home:
    """A home opened read-only."""

    path: Path

    def networks(self) -> pl.DataFrame:
        """Return `slug, name, members, is_invented` of every network, real ones first."""
        return ask(_networks)

    def figure(self, figure_id: str) -> HomeFigure:
        """Return the figure of an address, computed now.

        Raises:
            UnknownFigureError: no figure has this address.
        """
        return ask(lambda: _figure(figure_id))

    def figures(self, *, network: str) -> pl.DataFrame:
        """Return the figures that anybody may read of a network and of its members, one row each.

        `id, label, territory, period, value, low, high, unit, state, known, total`: `value` is null for a range, or
        when it is unknown; `territory` is null where a figure is about several.

        Raises:
            UnknownNetworkError: there is no such network.
        """
        return ask(lambda: _figures(network))

    def survey(self, slug: str) -> HomeSurvey:
        """Return a campaign.

        Raises:
            UnknownCampaignError: there is none, with those that there are.
        """
        return ask(lambda: _survey(slug))

    def table(self, name: str, *, network: str = "") -> pl.DataFrame:
        """Return a published table of a network, or of all, as the API gives it; see the data dictionary.

        Raises:
            UnknownError: no table has this name.
            UnknownNetworkError: there is no such network.
        """
        return ask(lambda: _table(name, network))

    def lake(self) -> pl.DataFrame:
        """Return the tables that `sql` reads: `table, title, producer, licence, date, rows`."""
        return ask(_lake)

    def sql(self, query: str) -> pl.DataFrame:
        """Run one SELECT over the tables of the lake, each by its name in `lake`.

        Raises:
            LakeQueryError: it is not one SELECT, or a table or a column is not there.
        """
        return ask(lambda: _sql(query))


def _networks() -> pl.DataFrame:
    from autan.territories.networks.queries.networks import list_networks, network_members

    rows = [(n.slug, n.name.fr, len(network_members(n.slug)), n.is_invented) for n in list_networks()]
    schema = {"slug": pl.String, "name": pl.String, "members": pl.Int64, "is_invented": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _figure(figure_id: str) -> HomeFigure:
    from autan.evidence.figures.queries.registry import OPERATOR, find_figure

    return HomeFigure(find_figure(figure_id, reader=OPERATOR))


def _figures(network: str) -> pl.DataFrame:
    from autan.publishing.api.queries.embedded import published_figures_of

    return figures_frame(published_figures_of(network))


def _survey(slug: str) -> HomeSurvey:
    from autan.survey.campaigns.queries.campaigns import get_campaign

    return HomeSurvey(slug=slug, title=get_campaign(slug).title.fr)


def _table(name: str, network: str) -> pl.DataFrame:
    from autan.publishing.api.queries.tables import find_table, table_frame

    return table_frame(find_table(name), network)


def _names() -> "dict[str, Snapshot]":
    """The last edition in use of each source, by the name of its table in queries."""
    from autan.opendata.measures.queries.editions import lake_state

    return {snapshot.card.source.replace("-", "_"): snapshot for snapshot in lake_state()}


def _lake() -> pl.DataFrame:
    rows = [
        (
            name,
            name_row.card.title,
            name_row.card.producer,
            name_row.card.licence,
            name_row.card.data_date,
            name_row.rows,
        )
        for name, name_row in _names().items()
    ]
    schema = dict.fromkeys(("table", "title", "producer", "licence", "date"), pl.String) | {"rows": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _sql(query: str) -> pl.DataFrame:
    from autan.opendata.sources.lake import engine

    names, statement = _names(), query.strip().rstrip(";")
    # the engine would run a second statement too, whatever it does
    if not re.match(r"(?i)(select|with)\b", statement) or ";" in statement:
        raise LakeQueryError("une seule requête SELECT est attendue", list(names))
    named = {word: names[word] for word in _WORD.findall(statement.lower()) if word in names}
    try:
        return engine.run_query(statement, named)
    except engine.EngineError as error:
        first = str(error).splitlines()[0]
        close = [match for word in _WORD.findall(statement.lower()) for match in get_close_matches(word, names, n=1)]
        raise LakeQueryError(first, list(dict.fromkeys(close)) or list(names)) from None
