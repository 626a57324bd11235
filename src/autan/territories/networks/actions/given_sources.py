"""The source that somebody types for a membership or a fact, kept once whoever gives it."""

import hashlib

from django.utils.text import slugify

from autan.evidence.figures.actions.facts import keep_source
from autan.evidence.figures.core.addresses import SourceKey
from autan.evidence.figures.core.sources import EvidenceRef, Source
from autan.people.accounts.models import Person


def make_source(title: str, url: str = "", *, producer: str = "", published: str = "") -> Source:
    """Return a source; its slug holds a mark of title and address, so that two sources never meet."""
    mark = hashlib.sha256(f"{title}\n{url}".encode()).hexdigest()[:8]
    slug = f"{slugify(title)[:60].strip('-')}-{mark}".lstrip("-")
    return Source(slug=slug, title=title, producer=producer, published=published, url=url)


def evidence_in(source: Source, locator: str = "") -> EvidenceRef:
    """Return a place in a source as evidence."""
    return EvidenceRef(kind="source", key=str(SourceKey(slug=source.slug, locator=locator)))


def keep_evidence(*, by: Person | None, title: str, url: str = "", locator: str = "") -> EvidenceRef:
    """Keep a source as somebody typed it, and return the place in it as evidence."""
    source = make_source(title, url)
    keep_source(by=by, source=source)
    return evidence_in(source, locator)
