"""The operations of the API, one or two for each published table, described for OpenAPI by ninja."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import cache
from typing import Any, Literal
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from pydantic import Field, create_model

from autan import __version__
from autan.evidence.figures.queries.registry import PUBLIC, find_figure
from autan.evidence.figures.queries.traces import trace_figure
from autan.ground.errors import UnknownError
from autan.ground.extension_points import PublishedColumn, PublishedColumnKind, PublishedTable, WritableTable
from autan.ground.registry import registered
from autan.ground.web.views import problem
from autan.publishing.api.core import InvalidCursorError
from autan.publishing.api.presenters.batches import write_operation
from autan.publishing.api.presenters.embedding import figure_object, trace_object
from autan.publishing.api.presenters.pages import CSV, MEDIA_TYPES, cut_page, keep_rows, write_page
from autan.publishing.api.queries.tables import find_table, table_rows, too_large_network, why_withdrawn
from autan.territories.networks.queries.networks import list_networks, network_members

ROOT = "/api/v1/"
PAGE, LARGEST_PAGE = 1_000, 5_000
_ITEMS = {
    "networks": "network",
    "territories": "siren",
    "facts": "fact",
    "plans": "plan",
    "actions": "action",
    "lessons": "lesson",
    "editions": "edition",
}
"""Column that tells one thing in a table, for the tables that have an address for each."""
_TYPES: Mapping[PublishedColumnKind, Any] = {
    PublishedColumnKind.INTEGER: int,
    PublishedColumnKind.NUMBER: float,
    PublishedColumnKind.FLAG: bool,
}


class Problem(Schema):
    """An error, as RFC 9457 writes it."""

    type: str
    title: str
    status: int
    detail: str


_PROBLEMS = dict.fromkeys((400, 401, 404, 406, 410, 413, 429), Problem)


def _schema(name: str, **fields: Any) -> type[Schema]:
    required: dict[str, Any] = {field: (kind, ...) for field, kind in fields.items()}
    schema: type[Schema] = create_model(name, __base__=Schema, **required)
    return schema


_NUMBER, _WORDS_OR_NONE = float | None, str | None
_VALUES = (
    dict.fromkeys(("id", "label", "unit", "period", "state"), str)
    | dict.fromkeys(("value", "low", "high"), _NUMBER)
    | dict.fromkeys(("known", "total"), int)
)
_ABOUT = {"territories": list[str], "part": str, "note": _WORDS_OR_NONE, "content_hash": str}
_FIGURE = _schema("Figure", **_VALUES, **_ABOUT, label_en=str, sentence=str, trace=str)
_PIECE = _schema(
    "PieceOfEvidence",
    **dict.fromkeys(("kind", "key", "title", "statement"), str),
    **dict.fromkeys(("source", "producer", "url", "locator"), _WORDS_OR_NONE),
    rows=int | None,
)
_PIECE_WITH_ROWS = create_model(
    "PieceWithRows", __base__=_PIECE, columns=(list[str] | None, None), table=(list[list[str]] | None, None)
)
_TRACE = _schema(
    "Trace",
    **_VALUES,
    **_ABOUT,
    **dict.fromkeys(("boundary", "method", "formula"), str),
    indication=_NUMBER,
    parameters=dict[str, str],
    inputs=list[_schema("FigureOfTrace", **_VALUES)],  # type: ignore[misc]  # a schema made just now
    evidence=list[_PIECE_WITH_ROWS],  # type: ignore[valid-type]  # as above
    hidden_evidence=int,
    kept_evidence=int,
    dead_evidence=list[str],
)


def run_operation(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """Answer one address of the API in a form."""
    if path in {"", "openapi"}:
        return (
            _json(index() if not path else openapi()) if form != CSV else problem(406, "en application/json seulement")
        )
    request.api_form = form  # type: ignore[attr-defined]  # read by the operations below
    request.method = "GET"
    try:
        match = _resolver().resolve(path)
    except Resolver404:
        return problem(404, f"aucune adresse « {path[:80]} » ; {ROOT} les donne toutes")
    answered: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answered


@cache
def _resolver() -> URLResolver:
    return URLResolver(RegexPattern(r"^"), make_api().urls[0])


def openapi() -> Mapping[str, Any]:
    """Return the description of the API, after OpenAPI 3.1."""
    described = deepcopy(make_api().get_openapi_schema(path_prefix=ROOT))
    described["servers"] = [{"url": settings.AUTAN_SITE}]
    described["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    examples = _example_values()
    for methods in described["paths"].values():
        for parameter in methods.get("get", {}).get("parameters", ()):
            if parameter["name"] in examples:
                parameter["example"] = examples[parameter["name"]]
    for table in registered(WritableTable):
        described["paths"].setdefault(f"{ROOT}{table.name}", {})["post"] = write_operation(table)
    return described


def _example_values() -> Mapping[str, str | int]:
    """Parameters that this very site answers: two rows of a member of its first network."""
    networks = list_networks()
    members = network_members(networks[0].slug) if networks else ()
    values = {"network": networks[0].slug, "siren": members[0].siren} if members else {}
    return {**values, "limit": 2}


def index() -> Mapping[str, Any]:
    """Return the tables of the API and where they are."""
    return {
        "name": "Autan",
        "version": __version__,
        "openapi": f"{ROOT}openapi.json",
        "catalogue": "/donnees-ouvertes/catalogue.jsonld",
        "tables": {table.name: f"{ROOT}{table.name}" for table in registered(PublishedTable)},
        "writable": {table.name: f"{ROOT}{table.name}" for table in registered(WritableTable)},
    }


@cache
def make_api() -> NinjaAPI:
    """Make the API from the tables that rooms publish."""
    api = NinjaAPI(
        title="Autan",
        version="1",
        description="Ce que le réseau publie : tables, chiffres et leurs traces ; et ce qu’une clé écrit (POST). "
        "L’inconnu est nul (null), jamais zéro. Chaque table existe en .json et en .csv, par l’adresse ou par Accept.",
        docs_url=None,
        openapi_url=None,
        urls_namespace="api-v1",
    )
    for table in registered(PublishedTable):
        _add_table(api, table)
    _add_figures(api)
    api.add_exception_handler(UnknownError, lambda _request, error: problem(404, str(error)))
    api.add_exception_handler(InvalidCursorError, lambda _request, error: problem(400, str(error)))
    api.add_exception_handler(ValidationError, lambda _request, error: problem(400, _faults(error)))
    return api


def _faults(error: Any) -> str:
    texts = [f"{fault['loc'][-1]} : {_WORDS.get(fault['type'], fault['msg'])}" for fault in error.errors]
    return " ; ".join(texts)


_TOO_MANY_MEMBERS = (
    "les lignes de « {network} » se calculent pour chacun de ses membres, et ne se lisent pas page par page : ajoutez "
    "siren (un membre) ou network (un autre réseau), ou prenez le fichier entier : "
    "/donnees-ouvertes/tables/{network}/{table}.csv"
)
_WORDS = {
    "literal_error": "valeur hors de la liste de ce champ",
    "int_parsing": "un nombre entier est attendu",
    "less_than_equal": f"{LARGEST_PAGE} au plus",
    "greater_than_equal": "1 au moins",
    "string_too_long": "texte trop long",
    "string_pattern_mismatch": "neuf chiffres sont attendus",
}


def _add_table(api: NinjaAPI, table: PublishedTable) -> None:
    """Add the address of a table, and that of each thing of it where there is one."""
    described = {"summary": table.title.fr, "description": table.description.fr, "tags": [table.name]}
    answers: Any = {200: _page_schema(table), **_PROBLEMS}
    api.get(table.name, operation_id=f"list_{table.name}", response=answers, **described)(_list_operation(table))
    if table.name in _ITEMS:
        operation_id = f"get_{table.name}"
        read = _item_operation(table, _ITEMS[table.name])
        api.get(f"{table.name}/{{identifier}}", operation_id=operation_id, response=answers, **described)(read)


def _list_operation(table: PublishedTable) -> Callable[..., HttpResponse]:
    name, schema = table.name, _query_schema(table)

    def read(request: HttpRequest, parameters: Any) -> HttpResponse:
        if unknown := set(request.GET) - set(schema.model_fields):
            return problem(400, f"aucun paramètre « {min(unknown)[:40]} » ; il y a : {', '.join(schema.model_fields)}")
        current_table = find_table(name)
        filters = parameters.model_dump(exclude_none=True)
        after, limit = filters.pop("after", ""), filters.pop("limit", None)
        form, network, siren = _form(request), filters.pop("network", ""), filters.get("siren", "")
        is_by_page = form != CSV or limit is not None
        if is_by_page and not siren and (large := too_large_network(current_table, network)):
            return problem(413, _TOO_MANY_MEMBERS.format(network=large, table=name))
        rows = keep_rows(current_table, table_rows(current_table, network, siren), filters)
        # a table for a spreadsheet is taken whole, JSON is read page by page
        page = cut_page(current_table, rows, after=after, limit=limit or (None if form == CSV else PAGE))
        response = HttpResponse(write_page(page, form), content_type=MEDIA_TYPES[form])
        if page.next:
            query = {**request.GET.dict(), "after": page.next}
            response["Link"] = f'<{ROOT}{name}.{form}?{urlencode(query)}>; rel="next"'
        return response

    read.__annotations__["parameters"] = Query[schema]  # type: ignore[valid-type, misc]  # a schema made just now
    return read


def _item_operation(table: PublishedTable, column: str) -> Callable[..., HttpResponse]:
    name = table.name

    def read(request: HttpRequest, identifier: str) -> HttpResponse:
        current_table = find_table(name)
        rows = keep_rows(current_table, table_rows(current_table), {column: identifier})
        if not rows:
            return _absent(name, identifier, f"rien sous « {identifier} » dans « {name} »")
        form = _form(request)
        page = cut_page(current_table, rows, after="", limit=None)
        return HttpResponse(write_page(page, form), content_type=MEDIA_TYPES[form])

    return read


def _add_figures(api: NinjaAPI) -> None:
    """Add a figure, and its trace, which are read one by one and in JSON alone."""

    def operation(write: Callable[[str], Mapping[str, Any]], refusal: str) -> Callable[..., HttpResponse]:
        def read(request: HttpRequest, figure_id: str) -> HttpResponse:
            if _form(request) == CSV:
                return problem(406, refusal)
            try:
                return _json(write(figure_id))
            except UnknownError:
                return _absent("figures", figure_id, f"aucun chiffre « {figure_id[:160]} »")

        return read

    figure = operation(
        lambda figure_id: figure_object(find_figure(figure_id, reader=PUBLIC)),
        "un chiffre seul se lit en application/json ; la table figures existe en text/csv",
    )
    trace = operation(
        lambda figure_id: trace_object(trace_figure(figure_id, reader=PUBLIC)), "une trace se lit en application/json"
    )
    path, tags = "figures/{figure_id}", ["figures"]
    responses: Any = {200: _FIGURE, **_PROBLEMS}
    api.get(path, operation_id="get_figure", response=responses, tags=tags, summary="Un chiffre")(figure)
    summary = "La trace d’un chiffre : méthode, valeurs qui y entrent, preuves et lignes"
    responses = {200: _TRACE, **_PROBLEMS}
    api.get(f"{path}/trace", operation_id="get_trace", response=responses, tags=tags, summary=summary)(trace)


def _absent(table: str, identifier: str, text: str) -> HttpResponse:
    """Say why a thing is no longer there, or that it never was."""
    reason = why_withdrawn(table, identifier)
    return problem(410, reason) if reason else problem(404, text)


def _json(content: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type="application/json")


def _form(request: HttpRequest) -> str:
    return str(request.api_form)  # type: ignore[attr-defined]  # set by `run_operation`


def _query_schema(table: PublishedTable) -> type[Schema]:
    """The parameters of a table: filters, cursor and size; any other is refused."""
    fields: dict[str, Any] = {column.name: _filter(column) for column in table.columns if column.is_filter}
    fields["after"] = (str | None, Field(None, max_length=2_000, description="Curseur « next » de la page d’avant."))
    fields["limit"] = (
        int | None,
        Field(None, ge=1, le=LARGEST_PAGE, description=f"Lignes au plus ; {PAGE} en JSON sans lui, toutes en CSV."),
    )
    schema: type[Schema] = create_model(f"{_camel(table)}Query", __base__=Schema, **fields)
    return schema


def _filter(column: PublishedColumn) -> tuple[Any, Any]:
    described = column.description.fr
    if column.codes or column.kind is PublishedColumnKind.INTEGER:
        kind: Any = Literal[tuple(column.codes)] if column.codes else int
        return kind | None, Field(None, description=described)
    pattern = r"^[0-9]{9}$" if column.name == "siren" else None
    return str | None, Field(None, max_length=200, pattern=pattern, description=described)


def _page_schema(table: PublishedTable) -> type[Schema]:
    cells: dict[str, Any] = {column.name: _cell(column) for column in table.columns}
    row = create_model(f"{_camel(table)}Row", __base__=Schema, **cells)
    page: type[Schema] = create_model(
        f"{_camel(table)}Page",
        __base__=Schema,
        table=(str, ...),
        total=(int, ...),
        count=(int, ...),
        next=(str | None, ...),
        rows=(list[row], ...),  # type: ignore[valid-type]  # a schema made just now
    )
    return page


def _cell(column: PublishedColumn) -> tuple[Any, Any]:
    kind = _TYPES.get(column.kind, str)
    return kind | None, Field(..., title=column.title.fr, description=column.description.fr)


def _camel(table: PublishedTable) -> str:
    return "".join(part.capitalize() for part in table.name.split("_"))
