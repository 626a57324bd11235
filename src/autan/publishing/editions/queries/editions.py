"""The only readers of editions and publications, and the figures that a word of an edition calls for."""

from collections.abc import Sequence
from functools import lru_cache

from django.db.models import Prefetch, Q

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import PUBLIC, Reader, UnknownFigureError, find_figure
from autan.ground.errors import UnknownError
from autan.ground.request_cache import cached_in_request
from autan.ground.texts.core.notation import read_whole
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.queries import kept_until_written
from autan.publishing.edition_files.queries.dossiers import Dossier, open_dossier
from autan.publishing.editions.models import Edition, Publication
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
    """Return an edition. One query, two when it fails.

    Raises:
        UnknownEditionError: there is none, with those that there are.
    """
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
    siren, _, what = rest.partition(".")
    of_members = Q(source__contains=f"{source}.{{siren}}.{what}")
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

    Raises:
        UnknownEditionError: there is no such edition.
        UnknownMarkError: the word is none of these.
    """
    edition = get_edition(slug)
    text = living_text(edition.source, edition.file)
    number = read_whole(word)
    if number is not None:
        word = next((entry.key for entry in number_entries(text) if entry.number == number), word)
    named = {item.name: item.figure_id for item in text.figures}
    ids = _ids_of_illustration(text, word) or (named.get(word, word),)
    try:
        return tuple(find_figure(figure_id, reader=reader) for figure_id in ids)
    except UnknownFigureError:
        raise UnknownMarkError(slug, word, list(named)) from None


def _ids_of_illustration(text: LivingText, name: str) -> tuple[str, ...]:
    for item in text.illustrations:
        if item.name == name:
            written = [fid for row in item.rows for fid in row.figure_ids] if isinstance(item, ChartDefinition) else []
            members = network_members(text.network) if item.member_pattern else ()
            return (*written, *(fid for member in members for fid in item.figure_ids_of(member.siren)))
    return ()
