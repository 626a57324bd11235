"""A site read through its API, with the names of a home; nothing but its address is needed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from time import sleep
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request, urlopen

from autan.ground.engine import EngineError, connect, show_frame
from autan.ground.errors import DomainError, SourceError, UnknownError
from autan.instance.library.figures import HomeFigure, TraceOfFigure, figures_frame, read_figure
from autan.instance.library.frames import Frame, Table, frame_of, make_frame
from autan.instance.library.queries import LakeQueryError, only_select, words_of

_SECONDS, _LARGEST_PAGE, _TOO_MANY = 60, 5_000, 429
_KINDS: Mapping[str, type] = {"string": str, "integer": int, "number": float, "boolean": bool}
_HERE = {"localhost", "127.0.0.1", "::1"}


class SiteError(SourceError):
    """A site does not answer, or refuses; says why."""


def open_site(url: str, key: str) -> "Site":
    """Open a site to read what it publishes.

    Raises:
        DomainError: the address is none, or would send the key in clear over the network.
        SiteError: nothing answers there, or it is no site of Autan.
    """
    address = urlsplit(url)
    if not address.hostname:
        raise DomainError("« {url} » n’est pas l’adresse d’un site ; attendu : https://energie.exemple.fr", url=url)
    if key and address.scheme != "https" and address.hostname not in _HERE:
        raise DomainError("une clé ne part pas en clair : donnez l’adresse du site en https://")
    site = Site(f"{address.scheme}://{address.netloc}{address.path.rstrip('/')}", key)
    try:
        if site.read("")["name"] == "Autan":
            return site
    except (UnknownError, LookupError, TypeError):  # an address of something else
        pass
    raise SiteError("{url} n’est pas un site Autan", url=url)


@dataclass(frozen=True, slots=True)
class Site:
    """A site, read as anybody reads it; a key only lets it be asked more often.

    Attributes:
        url: its address, without its last slash.
    """

    url: str
    key: str = field(default="", repr=False)

    def read(self, path: str, **query: str | int) -> Mapping[str, Any]:
        """Return what an address of the API answers; asked too often, it is asked again when it says so.

        Raises:
            UnknownError: there is nothing of this name.
            SiteError: it does not answer, or refuses.
        """
        address = f"{self.url}/api/v1/{quote(path)}" + (f"?{urlencode(query)}" if query else "")
        request = Request(address, headers={"Accept": "application/json"})  # noqa: S310 - http or https, see `open_site`
        if self.key:
            request.add_unredirected_header("Authorization", f"Bearer {self.key}")
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above
                content: Mapping[str, Any] = json.load(answer)
        except HTTPError as error:
            if error.code == _TOO_MANY and (seconds := error.headers.get("Retry-After", "")).isdecimal():
                sleep(min(int(seconds), _SECONDS))
                return self.read(path, **query)
            raise _refusal(self.url, error) from None
        except (URLError, OSError) as error:
            why = getattr(error, "reason", error)
            raise SiteError("{url} ne répond pas ({why})", url=self.url, why=why) from None
        except ValueError:
            raise SiteError("{url} n’est pas un site Autan", url=self.url) from None
        return content

    def networks(self) -> Frame:
        """Return `slug, name, members, is_invented` of every network."""
        rows = [(row["network"], row["name"], row["members"], row["is_invented"]) for row in self.rows("networks")]
        return make_frame(rows, {"slug": str, "name": str, "members": int, "is_invented": bool})

    def figure(self, figure_id: str) -> HomeFigure:
        """Return the figure of an address, as it is now. Raises UnknownError: none is public there."""
        values = self.read(f"figures/{figure_id}")
        return read_figure(values, say=lambda: values["sentence"], find_trace=lambda: self._trace(figure_id))

    def _trace(self, figure_id: str) -> TraceOfFigure:
        record = self.read(f"figures/{figure_id}/trace")
        return TraceOfFigure(pieces=record["evidence"], inputs=tuple(map(self._input, record["inputs"])))

    def _input(self, values: Mapping[str, Any]) -> HomeFigure:
        figure_id: str = values["id"]
        return read_figure(values, say=lambda: str(self.figure(figure_id)), find_trace=lambda: self._trace(figure_id))

    def figures(self, *, network: str) -> Frame:
        """Return the figures of a network and of its members, one row each, with the columns of `Home.figures`."""
        rows = self.rows("figures", network=network)
        return figures_frame({**row, "id": row["figure_id"], "territory": row["siren"]} for row in rows)

    def table(self, name: str, *, network: str = "") -> Frame:
        """Return a published table of a network, or of all; see the data dictionary. Raises UnknownError: none."""
        schemas = self._schemas()
        if name not in schemas:
            raise UnknownError("aucune table « {name} » ; il y a : {known}", name=name, known=", ".join(schemas))
        schema = schemas[name]
        rows = self.rows(name, **({"network": network} if network else {}))
        return make_frame([[row[column] for column in schema] for row in rows], schema)

    def lake(self) -> Frame:
        """Return the tables that `sql` reads: `table, title`. The lake itself is read where its folder is."""
        paths = self.read("openapi.json")["paths"]
        titles = [(name, paths[f"/api/v1/{name}"]["get"]["summary"]) for name in self.read("")["tables"]]
        return make_frame(titles, {"table": str, "title": str})

    def sql(self, query: str) -> Frame:
        """Run one SELECT over the published tables, each read when it is named.

        Raises LakeQueryError: it is not one SELECT, or a table or a column is not there.
        """
        names = list(self.read("")["tables"])
        statement = only_select(query, names)
        with connect(threads=1) as connection:
            for name in words_of(statement).intersection(names):
                schema = self._schemas()[name]
                rows = Table(schema, [[row[column] for column in schema] for row in self.rows(name)])
                show_frame(connection, name, rows)
            try:
                return frame_of(connection.sql(statement))
            except EngineError as error:
                raise LakeQueryError.of(error, statement, names) from None

    def survey(self, slug: str) -> "SiteSurvey":
        """Return a campaign, by what the site publishes of it. Raises UnknownError: none, with those that there are."""
        campaigns = dict.fromkeys(row["campaign"] for row in self.rows("survey_results"))
        if slug not in campaigns:
            raise UnknownError(
                "aucune campagne « {slug} » publiée ; il y a : {known}", slug=slug, known=", ".join(campaigns)
            )
        return SiteSurvey(self, slug)

    def _schemas(self) -> dict[str, dict[str, type]]:
        """Columns of each table, from the description of the API."""
        described = self.read("openapi.json")["components"]["schemas"]
        rows = {name: described[f"{name.title().replace('_', '')}Row"] for name in self.read("")["tables"]}
        return {
            name: {column: _kind(schema) for column, schema in row["properties"].items()} for name, row in rows.items()
        }

    def rows(self, table: str, **query: str) -> Iterator[Mapping[str, Any]]:
        """Every row of a table, page after page."""
        page = self.read(table, **query, limit=_LARGEST_PAGE)
        yield from page["rows"]
        while page["next"]:
            page = self.read(table, **query, limit=_LARGEST_PAGE, after=page["next"])
            yield from page["rows"]


@dataclass(frozen=True, slots=True)
class SiteSurvey:
    """A campaign, by what a site publishes of it: its counts."""

    site: Site
    slug: str

    def questions(self) -> Frame:
        """Return `code, text` of every question that has published counts, in order."""
        rows = dict.fromkeys((row["question"], row["question_text"]) for row in self._results())
        return make_frame(rows, {"code": str, "text": str})

    def tabulate(self, question: str) -> Frame:
        """Return the published figures of a question. Raises UnknownError: none are."""
        rows = [row for row in self._results() if row["question"] == question]
        if not rows:
            raise UnknownError("aucun décompte publié de « {question} » dans cette campagne", question=question)
        return figures_frame({**row, "id": row["figure_id"], "territory": None} for row in rows)

    def answers(self, *, long: bool = False) -> Frame:  # noqa: ARG002 - as of a home
        """Refuse: the answers of a member are not published."""
        raise DomainError("les réponses ne sont pas publiées par l’API ; ouvrez le dossier, ou demandez leur fichier")

    def _results(self) -> Iterator[Mapping[str, Any]]:
        return (row for row in self.site.rows("survey_results") if row["campaign"] == self.slug)


def _kind(schema: Mapping[str, Any]) -> type:
    kinds = [_KINDS[one["type"]] for one in schema.get("anyOf", [schema]) if one.get("type") in _KINDS]
    return kinds[0] if kinds else str


def _refusal(url: str, error: HTTPError) -> Exception:
    """What a site says of a refusal, in its words where it has some."""
    try:
        detail = json.load(error)["detail"]
    except (ValueError, KeyError, TypeError):
        detail = f"réponse {error.code}"
    if error.code in {404, 410}:
        return UnknownError("{url} : {detail}", url=url, detail=detail)
    return SiteError("{url} refuse : {detail}", url=url, detail=detail)
