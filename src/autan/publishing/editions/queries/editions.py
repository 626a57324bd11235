"""The only readers of editions, publications, and the catalogue of figures that a text may call for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from django.db.models import Prefetch, Q

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import falling_order
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import facts_by_id, figure_of_fact
from autan.evidence.figures.queries.library import search_evidence
from autan.evidence.figures.queries.registry import PUBLIC, Reader, UnknownFigureError, figure_or_none, find_figure
from autan.evidence.figures.queries.traces import FoundFigure, figures_of_network, search_figures
from autan.ground.errors import UnknownError
from autan.ground.extension_points import CatalogueFigure, DataSubject
from autan.ground.request_cache import cached_in_request
from autan.ground.search.core.searching import search_words
from autan.ground.texts.core.notation import read_whole
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.journal.queries import kept_until_written, recent_objects
from autan.publishing.edition_files.queries.dossiers import Dossier, open_dossier
from autan.publishing.editions.models import Edition, Publication, Review, ReviewOpinion, TextVersion
from autan.publishing.living_text.core.address_marks import ANY_MEMBER, MemberMeasure
from autan.publishing.living_text.core.annex import number_entries
from autan.publishing.living_text.core.definitions import ChartDefinition, LivingText
from autan.publishing.living_text.importers.living_text import read_living_text
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import list_networks, network_members, networks_of


class UnknownEditionError(UnknownError):
    """No edition has this slug."""

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        self.slug = slug
        self.known = tuple(known)
        super().__init__(
            "aucune édition «\u202f{slug}\u202f»\u202f; éditions connues\u00a0: {known}",
            slug=slug,
            known=", ".join(self.known) or "aucune",
        )


def get_edition(slug: str) -> Edition:
    """Return an edition. One query, two when it fails."""
    edition = Edition.objects.filter(slug=slug).first()
    if edition is None:
        raise UnknownEditionError(slug, list(Edition.objects.values_list("slug", flat=True)))
    return edition


def list_editions(*, published_only: bool = False) -> Sequence[Edition]:
    """Return the editions, newest first, with their publications at hand. Two queries, once in a request."""
    every = _every_edition()
    return [
        edition
        for edition in every
        if not published_only or (edition.withdrawn_on is None and edition.publications.all())
    ]


@cached_in_request
def _every_edition() -> list[Edition]:
    publications = Prefetch("publications", queryset=Publication.objects.select_related("by"))
    return list(Edition.objects.prefetch_related(publications))


@kept_until_written
def searched_editions() -> dict[str, tuple[Text, str, bool]]:
    """Return the title of each published edition, the titles of its chapters, and if it is invented, by slug."""
    invented = {network.slug for network in list_networks() if network.is_invented}
    return {
        edition.slug: (
            edition.title,
            " ".join(line for line in edition.source.split("\n") if line.startswith("#")),
            edition.network in invented,
        )
        for edition in list_editions(published_only=True)
    }


def is_public(edition: Edition) -> bool:
    """Say whether an edition is published and not withdrawn. One query when it was not withdrawn."""
    return edition.withdrawn_on is None and edition.publications.exists()


def latest_publication(edition: Edition) -> Publication | None:
    """Return what was last published of an edition, or None. One query."""
    return edition.publications.select_related("by").first()


def has_changed(edition: Edition) -> bool:
    """Say whether the text differs from the one last published: publishing it is an erratum. One query."""
    last = edition.publications.first()
    return last is not None and last.source != edition.source


@lru_cache(maxsize=64)
def living_text(source: str, file: str = "") -> LivingText:
    """Return a recorded text as a tree, read once; it was read without a fault when it was recorded."""
    return read_living_text(source, file=file)


def is_short(edition: Edition) -> bool:
    """Say whether an edition is printed without annex and without contents, as the four pages for elected readers."""
    text = living_text(edition.source, edition.file)
    return not (text.has_annex or text.has_contents)


def read_edition(edition: Edition, *, has_cards: bool = False) -> Dossier:
    """Look up everything that the recorded text of an edition calls for. Queries: those of every room it draws on."""
    return read_source(edition.source, edition.file, has_cards=has_cards)


def read_source(source: str, file: str = "", *, has_cards: bool = False) -> Dossier:
    """Look up everything that a text calls for; with its evidence described when its annex is to be written.

    Once in a request: a text published and not changed since is the one recorded.
    """
    return _read(source, file, has_cards)


@cached_in_request
def _read(source: str, file: str, has_cards: bool, /) -> Dossier:  # noqa: FBT001 - a key of the cache
    text = living_text(source, file)
    return open_dossier(text, network_members(text.network), reader=PUBLIC, has_cards=has_cards)


def editions_that_quote(start: str) -> list[str]:
    """Return the titles of the editions that call for a figure whose address begins so. Two queries.

    In a chart of the members, the SIREN of an address stands as `{siren}`.
    """
    source, _, rest = start.partition(".")
    siren, _, measure = rest.partition(".")
    of_members = Q(source__contains=f"{source}.{{siren}}.{measure}")
    of_members &= Q(network__in=[network.slug for network in networks_of(siren)])
    return [edition.title_fr for edition in Edition.objects.filter(Q(source__contains=start) | of_members)]


def coordinated_networks(person: Person) -> list[Network]:
    """Return the networks whose syntheses a person may write."""
    return [network for network in list_networks() if person.has_perm("synthesis.write_edition", network)]


def editions_to_prepare(networks: Sequence[Network]) -> list[Edition]:
    """Return the editions of some networks, drafts and withdrawn ones too, newest first."""
    slugs = {network.slug for network in networks}
    return [edition for edition in list_editions() if edition.network in slugs]


class UnknownMarkError(UnknownError):
    """A word calls for no figure of an edition."""

    def __init__(self, slug: str, word: str, names: Sequence[str]) -> None:
        self.slug = slug
        self.word = word
        self.names = tuple(names)
        super().__init__(
            "aucun chiffre «\u202f{word}\u202f» dans l’édition {slug}\u202f; donnez un identifiant, un numéro de "
            "l’annexe, ou l’un des noms du texte\u00a0: {names}",
            word=word,
            slug=slug,
            names=", ".join(self.names),
        )


def figures_called(slug: str, word: str, *, reader: Reader) -> tuple[Figure, ...]:
    """Compute the figures that a word calls for: one, or all those of a chart or map.

    `word` is a name in the text, a number in the annex, or the identifier of a figure.

    Raises UnknownMarkError: the word is none of these.
    """
    edition = get_edition(slug)
    text = living_text(edition.source, edition.file)
    number = read_whole(word)
    if number is not None:
        word = next((entry.key for entry in number_entries(text) if entry.number == number), word)
    ids_by_name = {item.name: item.figure_id for item in text.figures}
    ids = _ids_of_illustration(text, word) or (ids_by_name.get(word, word),)
    try:
        return tuple(find_figure(figure_id, reader=reader) for figure_id in ids)
    except UnknownFigureError:
        raise UnknownMarkError(slug, word, list(ids_by_name)) from None


def _ids_of_illustration(text: LivingText, name: str) -> tuple[str, ...]:
    for item in text.illustrations:
        if item.name == name:
            written = [fid for row in item.rows for fid in row.figure_ids] if isinstance(item, ChartDefinition) else []
            members = network_members(text.network) if item.member_pattern else ()
            return (*written, *(fid for member in members for fid in item.figure_ids_of(member.siren)))
    return ()


def export_written(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return what somebody wrote in editions and said of them. Three queries."""
    by = subject.person or 0
    versions = TextVersion.objects.filter(by=by).select_related("edition")
    reviews = Review.objects.filter(submitted_by=by).select_related("edition")
    opinions = ReviewOpinion.objects.filter(by=by).select_related("review__edition")
    return [
        *(
            {"edition": version.edition.slug, "version": version.what, "at": version.at.isoformat()}
            for version in versions
        ),
        *({"edition": review.edition.slug, "submitted_at": review.submitted_at.isoformat()} for review in reviews),
        *(
            {
                "edition": opinion.review.edition.slug,
                "opinion": opinion.opinion,
                "text": opinion.text,
                "at": opinion.at.isoformat(),
            }
            for opinion in opinions
        ),
    ]


MOST_FOUND, MOST_OF_TOPIC = 12, 40
FACTS = Sentence("Les faits")
_MOST_FACTS = 100  # of every network, before those of others are left out
_NO_MEASURE = MemberMeasure(label=Sentence("Valeur"), source=Text("Autan", "Autan"), is_ratio=True)
_find = partial(figure_or_none, reader=PUBLIC)


def search_catalogue(network: str, text: str, topic: str = "") -> list[FoundFigure]:
    """Return what a network holds that answers some words, best first; its first figures without any word.

    The figures of the rooms are gathered once for each state of what they hold; the queries are then those of facts.
    `topic`: the French title of the topic wanted, of a room or `FACTS`; all of them when empty.
    """
    words, most = search_words(text), MOST_OF_TOPIC if topic else MOST_FOUND
    ranked = search_figures(network, words, most, topic=topic)
    if topic in {"", FACTS.fr}:
        ranked += [(score, _of_fact(fact)) for fact, score in _facts_of(network, words)]
    ranked.sort(key=lambda pair: -pair[0])
    return [entry for _score, entry in ranked[:most]]


def ranked_members(network: str, members: str) -> list[tuple[str, Figure]]:
    """Return the members of a network whose figure of an address is known, the highest first."""
    if not members:
        return []
    figures = [(member.short_name, _find(members.format(siren=member.siren))) for member in network_members(network)]
    known = [(name, figure) for name, figure in figures if figure is not None and figure.value is not None]
    return sorted(known, key=lambda pair: falling_order(pair[1]))


def describer(network: str) -> Callable[[str], MemberMeasure]:
    """Return what says what the figure of each member of a network measures; `*` stands for the member."""
    return partial(_measure_of_pattern, network)


def _measure_of_pattern(network: str, pattern: str) -> MemberMeasure:
    for entry in figures_of_network(network):
        if entry.item.members and entry.item.members.format(siren=ANY_MEMBER) == pattern:
            figure = entry.item.figure
            return _measure(figure, entry.item.source)
    for member in network_members(network):
        other = _find(pattern.replace(ANY_MEMBER, member.siren))
        if other is not None:
            return _measure(other, _NO_MEASURE.source)
    return _NO_MEASURE


def _measure(figure: Figure, source: Text) -> MemberMeasure:
    """Return the measure of a figure with its unit, for the title of a chart."""
    label, unit = figure.label, figure.unit.symbol
    text = Sentence("{label}, en {unit}", label=label, unit=unit) if unit.fr else label
    return MemberMeasure(label=text, source=source, is_ratio=not figure.unit.is_summable)


def _facts_of(network: str, words: tuple[str, ...]) -> Iterator[tuple[Fact, float]]:
    """Facts about the members, the network or no network in particular; those of other networks are left out.

    Without words, those of the network that were written last.
    """
    if not words:
        keys = [key for _kind, key in recent_objects(network, ["fact"])]
        yield from ((fact, 0.0) for fact in facts_by_id(keys).values())
    members = {member.siren for member in network_members(network)}
    others = tuple(other.name_fr for other in list_networks() if other.slug != network)
    for item, score in search_evidence(words, _MOST_FACTS):
        if isinstance(item, Fact) and (item.siren in members if item.siren else not item.subject.startswith(others)):
            yield item, score


def _of_fact(fact: Fact) -> FoundFigure:
    source = Text(fact.source.title, fact.source.title)
    place = fact.subject if fact.siren and fact.subject not in fact.statement_fr else ""
    item = CatalogueFigure(figure=figure_of_fact(fact), source=source, place=place)
    return FoundFigure(topic=FACTS, item=item, fact=fact)
