"""What a resource of the library is: a document, a site, an observatory, a plan or a network that helps the work."""

from enum import StrEnum

from autan.evidence.core.texts import Text


class ResourceKind(StrEnum):
    """What a resource is."""

    DOCUMENT = "document"
    WEB_SITE = "web_site"
    OBSERVATORY = "observatory"
    PLAN = "plan"
    NETWORK = "network"

    @property
    def label(self) -> Text:
        """Wording shown to readers."""
        return _LABELS[self]


_LABELS = {
    ResourceKind.DOCUMENT: Text("document", "document"),
    ResourceKind.WEB_SITE: Text("site", "web site"),
    ResourceKind.OBSERVATORY: Text("observatoire", "observatory"),
    ResourceKind.PLAN: Text("plan ou schéma", "plan or scheme"),
    ResourceKind.NETWORK: Text("réseau de territoires", "network of territories"),
}


def read_tags(text: str) -> list[str]:
    """Read tags written with commas: trimmed, each once, in the order given.

    >>> read_tags("énergie, bois ,énergie,")
    ['énergie', 'bois']
    """
    return list(dict.fromkeys(tag for tag in (part.strip() for part in text.split(",")) if tag))
