"""A home, read from a notebook."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autan.ground.engine import EngineError, connection_to
from autan.ground.errors import DomainError
from autan.instance.extras import has_server
from autan.instance.library.figures import HomeFigure, figure_of_home, figures_frame, values_of
from autan.instance.library.frames import Frame, frame_of, make_frame
from autan.instance.library.opening import LAKE, ask, in_reading_thread, open_folder
from autan.instance.library.queries import LakeQueryError, only_select, words_of
from autan.instance.library.scenarios import ScenarioRun
from autan.instance.library.sites import Site, open_site
from autan.instance.library.surveys import HomeSurvey

if TYPE_CHECKING:
    from autan.opendata.sources.lake.snapshots import Snapshot


def open_home(place: str | Path, *, key: str = "") -> "Home | Site":
    """Open a home or a site to read it; nothing is written in it, and the site may serve it meanwhile.

    Any number of sites are read at once. One process reads one folder, as the person at the command line reads it.
    Where only the library is installed, the lake of any folder is read, and nothing else of it.

    Args:
        place: folder of the home (`AUTAN_HOME`), or address of a site (`https://energie.exemple.fr`).
        key: key of the API of a site, which lets it be asked more often.

    Raises:
        HomeNotOpenError: it is no folder, this process already reads another one, or the site is not installed here.
        HomeError: its database is missing, or of another version.
        SiteError: no site of Autan answers at this address.
    """
    if str(place).lower().startswith(("https://", "http://")):
        return open_site(str(place), key)
    if key:
        raise DomainError("une clé ouvre l’API d’un site, pas un dossier")
    folder = Path(place)
    open_folder(folder)
    return Home(folder.expanduser().resolve())


@dataclass(frozen=True, slots=True)
class Home:
    """A home opened read-only."""

    path: Path

    @in_reading_thread
    def networks(self) -> Frame:
        """Return `slug, name, members, is_invented` of every network, real ones first."""
        from autan.territories.networks.queries.networks import list_networks, network_members

        rows = [(n.slug, n.name.fr, len(network_members(n.slug)), n.is_invented) for n in list_networks()]
        return make_frame(rows, {"slug": str, "name": str, "members": int, "is_invented": bool})

    @in_reading_thread
    def figure(self, figure_id: str) -> HomeFigure:
        """Return the figure of an address, computed now."""
        from autan.evidence.figures.queries.registry import OPERATOR, find_figure

        return figure_of_home(find_figure(figure_id, reader=OPERATOR))

    @in_reading_thread
    def figures(self, *, network: str) -> Frame:
        """Return the figures that anybody may read of a network and of its members, one row each.

        `id, label, territory, period, value, low, high, unit, state, known, total`: `value` is null for a range, or
        when it is unknown; `territory` is null where a figure is about several.

        Raises UnknownNetworkError: there is no such network.
        """
        from autan.publishing.api.queries.embedded import published_figures_of

        return figures_frame(values_of(published_figures_of(network)))

    @in_reading_thread
    def survey(self, slug: str) -> HomeSurvey:
        """Return a campaign.

        Raises UnknownCampaignError: there is none, with those that there are.
        """
        from autan.survey.campaigns.queries.campaigns import get_campaign

        return HomeSurvey(slug=slug, title=get_campaign(slug).title.fr)

    @in_reading_thread
    def table(self, name: str, *, network: str = "") -> Frame:
        """Return a published table of a network, or of all, as the API gives it; see the data dictionary.

        Raises UnknownNetworkError: there is no such network.
        """
        from autan.publishing.api.queries.tables import find_table, table_frame

        return table_frame(find_table(name), network)

    def lake(self) -> Frame:
        """Return the tables that `sql` reads: `table, title, producer, licence, date, rows`."""
        rows = [
            (name, card.title, card.producer, card.licence, card.data_date, snapshot.rows)
            for name, snapshot in self._tables().items()
            for card in [snapshot.card]
        ]
        return make_frame(rows, dict.fromkeys(("table", "title", "producer", "licence", "date"), str) | {"rows": int})

    def sql(self, query: str) -> Frame:
        """Run one SELECT over the tables of the lake, each by its name in `lake`.

        Raises LakeQueryError: it is not one SELECT, or a table or a column is not there.
        """
        tables = self._tables()
        statement = only_select(query, tables)
        read = {word: tables[word] for word in words_of(statement).intersection(tables)}
        try:
            if not has_server():
                connection = connection_to({name: snapshot.table for name, snapshot in read.items()})
                return frame_of(connection.sql(statement))
            from autan.opendata.sources.lake.engine import run_query

            return ask(lambda: run_query(statement, read))
        except EngineError as error:
            raise LakeQueryError.of(error, statement, tables) from None

    def _tables(self) -> "dict[str, Snapshot]":
        """The last edition in use of each source, by the name of its table in queries."""
        from autan.opendata.sources.lake.snapshots import current_snapshots

        snapshots = current_snapshots(self.path / LAKE)
        return {snapshot.card.source.replace("-", "_"): snapshot for snapshot in snapshots}

    @in_reading_thread
    def scenarios(self) -> Frame:
        """Return `slug, title, place, horizon, is_published` of every kept scenario."""
        from autan.foresight.scenarios.models import KeptScenario

        records = KeptScenario.objects.select_related("network", "territory").order_by("slug")
        rows = [(one.slug, one.title, one.place_code, one.document["horizon"], one.is_published) for one in records]
        return make_frame(rows, {"slug": str, "title": str, "place": str, "horizon": int, "is_published": bool})

    @in_reading_thread
    def scenario(self, slug: str) -> ScenarioRun:
        """Return a kept scenario, computed now. Raises UnknownError: none has this name."""
        from autan.evidence.figures.queries.registry import OPERATOR
        from autan.foresight.scenarios.queries.kept_scenarios import find_kept, result_of

        return ScenarioRun(result_of(find_kept(slug, reader=OPERATOR)))
