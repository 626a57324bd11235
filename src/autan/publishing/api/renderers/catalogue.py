"""The catalogue of the open data, after DCAT-AP 3.0.1, as the national portals harvest it.

One data set for each published table of each network, with its files. Networks made up to try are left out: a portal
would take them for the world. Code-list values are typed and named in the file, so that it is read without the network.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef

from autan.ground.extension_points import PublishedTable
from autan.ground.plugins import run_or_leave_aside
from autan.ground.registry import registered
from autan.publishing.api.queries.tables import Row, first_row, table_rows, too_large_network
from autan.publishing.api.renderers.descriptions import LICENCE, LICENCE_NAME
from autan.publishing.api.renderers.files import forms_of
from autan.territories.networks.models import Network
from autan.territories.networks.queries.contours import epci_contours
from autan.territories.networks.queries.networks import list_networks, network_members

CATALOGUE_FORMS: Final = {
    "ttl": ("turtle", "text/turtle; charset=utf-8"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("xml", "application/rdf+xml"),
}
"""Forms of the catalogue: how rdflib calls each, and what it is sent as."""
_EU = "http://publications.europa.eu/resource/authority/"
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_DCATAP = Namespace("http://data.europa.eu/r5r/")
_IANA = "http://www.iana.org/assignments/media-types/"
_FORMATS = {
    "csv": ("CSV", "CSV", "text/csv"),
    "json": ("JSON", "JSON", "application/json"),
    "parquet": ("PARQUET", "Parquet", "application/vnd.apache.parquet"),
    "gpkg": ("GPKG", "GeoPackage", "application/geopackage+sqlite3"),
    "geojson": ("GEOJSON", "GeoJSON", "application/geo+json"),
}
"""Files that are distributions: code of the format in the European list, its name, its media type."""
_DESCRIPTION = (
    "Ce que les réseaux de ce site publient : chiffres, enquêtes, plans, actions, indicateurs, éditions ; chaque "
    "chiffre mène à sa preuve."
)
_PERIOD = "period"
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueSite:
    """Where the catalogue is published: address without a final slash, who answers for it, day of the last change."""

    address: str
    contact: str
    changed_on: date


def write_catalogue(catalogue: Graph, form: str) -> bytes:
    """Return the catalogue in a form of `CATALOGUE_FORMS`."""
    name, _media_type = CATALOGUE_FORMS[form]
    return catalogue.serialize(format=name, encoding="utf-8")


def build_catalogue(site: CatalogueSite) -> Graph:
    """Return the catalogue as a graph. Queries: those of the tables."""
    graph = Graph()
    for prefix, space in (("vcard", _VCARD), ("dcatap", _DCATAP), ("skos", SKOS)):
        graph.bind(prefix, space)
    catalogue = URIRef(f"{site.address}/donnees-ouvertes/catalogue")
    _add_titled(graph, catalogue, DCAT.Catalog, "Données ouvertes de la transition énergétique des territoires")
    graph.add((catalogue, DCTERMS.description, Literal(_DESCRIPTION, lang="fr")))
    home = URIRef(f"{site.address}/")
    graph.add((catalogue, FOAF.homepage, home))
    graph.add((home, RDF.type, FOAF.Document))
    _common(graph, catalogue, site)
    graph.add((catalogue, DCAT.themeTaxonomy, _concept_scheme(graph, "data-theme")))
    graph.add((catalogue, DCTERMS.publisher, _agent(graph, f"{site.address}/#editeur", "Autan", _NETWORK)))
    for network in list_networks():
        if not network.is_invented:
            for table in registered(PublishedTable):
                run_or_leave_aside(table, partial(_add_dataset, graph, catalogue, site, network, table), None)
    return graph


def _add_dataset(graph: Graph, catalogue: URIRef, site: CatalogueSite, network: Network, table: PublishedTable) -> None:
    is_large = bool(too_large_network(table, network.slug))
    periods = _periods(table, network.slug, is_large=is_large)
    if not periods:
        return
    base = f"{site.address}/donnees-ouvertes/tables/{network.slug}/{table.name}"
    dataset = URIRef(base)
    graph.add((catalogue, DCAT.dataset, dataset))
    _add_titled(graph, dataset, DCAT.Dataset, f"{table.title.fr} - {network.name_fr}")
    graph.add((dataset, DCTERMS.description, Literal(table.description.fr, lang="fr")))
    graph.add((dataset, DCTERMS.identifier, Literal(f"{network.slug}/{table.name}")))
    _common(graph, dataset, site)
    agent = _agent(graph, f"{site.address}/#{network.slug}", network.name_fr, _NETWORK)
    graph.add((dataset, DCTERMS.publisher, agent))
    graph.add((dataset, DCAT.contactPoint, _contact(graph, site, network)))
    graph.add((dataset, DCAT.theme, _concept(graph, "data-theme", "ENER", "Énergie")))
    graph.add((dataset, DCTERMS.accrualPeriodicity, _frequency(graph)))
    graph.add((dataset, DCTERMS.spatial, _extent(graph, network)))
    page = URIRef(f"{site.address}/donnees-ouvertes/tables/#{table.name}")
    graph.add((dataset, DCAT.landingPage, page))
    graph.add((page, RDF.type, FOAF.Document))
    for word in ("énergie", "climat", "territoires", "transition énergétique"):
        graph.add((dataset, DCAT.keyword, Literal(word, lang="fr")))
    if not is_large and (years := _years(periods)):
        graph.add((dataset, DCTERMS.temporal, _period(graph, years)))
    for form in (form for form in forms_of(table) if form in _FORMATS):
        graph.add((dataset, DCAT.distribution, _distribution(graph, base, table, form, site)))


def _periods(table: PublishedTable, slug: str, *, is_large: bool) -> Sequence[str]:
    """The period of each row of a table; where it has no such column, or too many rows, a blank if it has a row."""
    names = _names_of(table)
    if is_large or _PERIOD not in names:
        return ["" for _row in _some_rows(table, slug)]
    if table.periods:
        return list(table.periods(slug))
    place = names.index(_PERIOD)
    return [row[place] or "" for row in table_rows(table, slug)]


def _some_rows(table: PublishedTable, slug: str) -> Sequence[Row]:
    """A row at least, where there is one: what costs much to make whole is not made to say that it exists."""
    if table.of_member is None:
        return first_row(table, slug)
    by_member = (table_rows(table, slug, member.siren) for member in network_members(slug))
    return next(filter(None, by_member), ())


def _distribution(graph: Graph, base: str, table: PublishedTable, form: str, site: CatalogueSite) -> URIRef:
    code, name, media_type = _FORMATS[form]
    file = URIRef(f"{base}.{form}")
    distribution = URIRef(f"{base}#{form}")
    _add_titled(graph, distribution, DCAT.Distribution, f"{table.title.fr} ({name})")
    described = f"{table.description.fr} Fichier {name}, tel qu’il est publié au moment où il est demandé."
    graph.add((distribution, DCTERMS.description, Literal(described, lang="fr")))
    graph.add((distribution, DCAT.accessURL, file))
    graph.add((distribution, DCAT.downloadURL, file))
    graph.add((file, RDF.type, RDFS.Resource))
    kind = _concept(graph, "file-type", code, name)
    graph.add((kind, RDF.type, DCTERMS.MediaTypeOrExtent))
    graph.add((distribution, DCTERMS["format"], kind))
    media = URIRef(f"{_IANA}{media_type}")
    graph.add((media, RDF.type, DCTERMS.MediaType))
    graph.add((distribution, DCAT.mediaType, media))
    graph.add((distribution, _DCATAP.availability, _concept(graph, "planned-availability", "STABLE", "Stable")))
    _common(graph, distribution, site)
    return distribution


def _add_titled(graph: Graph, subject: URIRef, kind: URIRef, title: str) -> None:
    graph.add((subject, RDF.type, kind))
    graph.add((subject, DCTERMS.title, Literal(title, lang="fr")))


def _common(graph: Graph, subject: URIRef, site: CatalogueSite) -> None:
    """Licence, language and day of the last change."""
    licence, language = URIRef(LICENCE), _concept(graph, "language", "FRA", "français")
    graph.add((licence, RDF.type, DCTERMS.LicenseDocument))
    graph.add((licence, DCTERMS.title, Literal(LICENCE_NAME, lang="fr")))
    graph.add((subject, DCTERMS.license, licence))
    graph.add((language, RDF.type, DCTERMS.LinguisticSystem))
    graph.add((subject, DCTERMS.language, language))
    graph.add((subject, DCTERMS.modified, Literal(site.changed_on.isoformat(), datatype=XSD.date)))


_PUBLISHER_TYPES = "http://purl.org/adms/publishertype/"
_NETWORK = ("NonProfitOrganisation", "Non-Profit Organisation")
"""A network of authorities is none of them: what the European list calls an organisation without profit."""


def _agent(graph: Graph, address: str, name: str, publisher_type: tuple[str, str]) -> URIRef:
    agent, kind = URIRef(address), URIRef(f"{_PUBLISHER_TYPES}{publisher_type[0]}")
    scheme = URIRef(f"{_PUBLISHER_TYPES}1.0")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal("Publisher type", lang="en")))
    graph.add((kind, RDF.type, SKOS.Concept))
    graph.add((kind, SKOS.inScheme, scheme))
    graph.add((kind, SKOS.prefLabel, Literal(publisher_type[1], lang="en")))
    graph.add((agent, DCTERMS.type, kind))
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, Literal(name, lang="fr")))
    return agent


def _contact(graph: Graph, site: CatalogueSite, network: Network) -> URIRef:
    """Who answers: the address that the network gave, else that of the site, else the page of the network."""
    contact = URIRef(f"{site.address}/#contact-{network.slug}")
    graph.add((contact, RDF.type, _VCARD.Kind))
    graph.add((contact, _VCARD.fn, Literal(network.name_fr, lang="fr")))
    if email := network.reply_to or site.contact:
        graph.add((contact, _VCARD.hasEmail, URIRef(f"mailto:{email}")))
    graph.add((contact, _VCARD.hasURL, URIRef(f"{site.address}/")))
    return contact


def _concept(graph: Graph, scheme: str, code: str, label: str) -> URIRef:
    """A value of a European code list, typed and named."""
    concept = URIRef(f"{_EU}{scheme}/{code}")
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, _concept_scheme(graph, scheme)))
    graph.add((concept, SKOS.prefLabel, Literal(label, lang="fr")))
    return concept


def _concept_scheme(graph: Graph, scheme: str) -> URIRef:
    address = URIRef(f"{_EU}{scheme}")
    graph.add((address, RDF.type, SKOS.ConceptScheme))
    graph.add((address, DCTERMS.title, Literal(scheme, lang="en")))
    return address


def _frequency(graph: Graph) -> URIRef:
    concept = _concept(graph, "frequency", "IRREG", "irrégulière")
    graph.add((concept, RDF.type, DCTERMS.Frequency))
    return concept


def _extent(graph: Graph, network: Network) -> BNode:
    """The members, by name, and the box that they are within."""
    members = network_members(network.slug)
    place = BNode(f"extent-{network.slug}")
    graph.add((place, RDF.type, DCTERMS.Location))
    names = ", ".join(member.short_name for member in members)
    graph.add((place, SKOS.prefLabel, Literal(names, lang="fr")))
    contours = epci_contours([member.siren for member in members])
    points = [point for contour in contours for polygon in contour.polygons for ring in polygon for point in ring]
    if points:
        box = _box(points)
        graph.add((place, DCAT.bbox, Literal(f"POLYGON(({', '.join(_corners(*box))}))", datatype=_WKT)))
        west, east, south, north = box
        centre = f"POINT({(west + east) / 2:.4f} {(south + north) / 2:.4f})"
        graph.add((place, DCAT.centroid, Literal(centre, datatype=_WKT)))
    return place


_WKT: Final = URIRef("http://www.opengis.net/ont/geosparql#wktLiteral")


def _box(points: Iterable[Sequence[float]]) -> tuple[float, float, float, float]:
    """West, east, south and north."""
    longitudes, latitudes = zip(*((float(point[0]), float(point[1])) for point in points), strict=True)
    return min(longitudes), max(longitudes), min(latitudes), max(latitudes)


def _corners(west: float, east: float, south: float, north: float) -> list[str]:
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return [f"{x:.4f} {y:.4f}" for x, y in corners]


def _names_of(table: PublishedTable) -> list[str]:
    return [column.name for column in table.columns]


def _years(periods: Sequence[str]) -> tuple[str, str] | None:
    """The first and the last year that periods name."""
    years = sorted({year for period in periods for year in _YEAR.findall(period)})
    return (years[0], years[-1]) if years else None


def _period(graph: Graph, years: tuple[str, str]) -> BNode:
    period = BNode(f"period-{years[0]}-{years[1]}")
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    graph.add((period, DCAT.startDate, Literal(f"{years[0]}-01-01", datatype=XSD.date)))
    graph.add((period, DCAT.endDate, Literal(f"{years[1]}-12-31", datatype=XSD.date)))
    return period
