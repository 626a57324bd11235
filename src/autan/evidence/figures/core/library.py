"""Resources of the library: their kinds, their addresses compared, their tags, and who may write."""

from dataclasses import dataclass

from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter, text_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text

MAY_WRITE = "territories.read_internal"
"""Right to add a resource and to recommend one: any mandate. The predicate lives in the room of mandates."""

RECOMMENDATION = "recommendation"
"""Place of the remarks on a resource that say why somebody recommends it."""


class ResourceKind(Labelled):
    """What a resource is."""

    DOCUMENT = "document", "document", "document"
    WEB_SITE = "web_site", "site", "web site"
    OBSERVATORY = "observatory", "observatoire", "observatory"
    PLAN = "plan", "plan ou schéma", "plan or scheme"
    NETWORK = "network", "réseau de territoires", "network of territories"


CITED_SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFilter(ListFilter):
    """What of the library is shown: words without regard to accents, a kind, a tag."""

    text: str = text_parameter("text", Sentence("Mots"), longest=80)
    kind: str | None = choice_parameter(
        "kind",
        Sentence("Nature"),
        ResourceKind,
        also={CITED_SOURCE: Text("source citée", "cited source")},
        blank=Sentence("toutes"),
    )
    tag: str = code_parameter("tag", None)


def same_address(one: str, other: str) -> bool:
    """True for two ways of writing one address: with or without `www`, a last slash, an `s`, a mark inside the page.

    >>> same_address("http://www.exemple.fr/guide/", "https://Exemple.fr/guide#p2")
    True
    >>> same_address("https://exemple.fr/guide?an=1", "https://exemple.fr/guide?an=2")
    False
    """
    return _plain_address(one) == _plain_address(other)


def _plain_address(url: str) -> tuple[str, str, str]:
    rest = url.strip().partition("://")[2].partition("#")[0]
    # with or without `s`, `www.` or a last slash, an address leads to the same page
    host, _, path_query = rest.partition("/")
    path, _, query = path_query.partition("?")
    return host.lower().removeprefix("www."), path.rstrip("/"), query


def read_tags(text: str) -> list[str]:
    """Read tags written with commas: trimmed, each once, in the order given.

    >>> read_tags("énergie, bois ,énergie,")
    ['énergie', 'bois']
    """
    return list(dict.fromkeys(tag for tag in (part.strip() for part in text.split(",")) if tag))
