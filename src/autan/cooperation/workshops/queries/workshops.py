"""The only readers of workshops."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from autan.cooperation.workshops.core.workshops import WorkshopHeading
from autan.cooperation.workshops.models import Workshop, WorkshopFile
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.stated_facts import FactKind
from autan.evidence.figures.models import Fact
from autan.ground.errors import known
from autan.territories.networks.models import Territory


def _workshops() -> QuerySet[Workshop]:
    copilots = Prefetch("copilots", queryset=Territory.objects.order_by("id"))
    return Workshop.objects.select_related("network", "host").prefetch_related(copilots, "sites", "counts")


def find_workshop(slug: str) -> Workshop:
    """Return a workshop. Four queries.

    Raises:
        UnknownError: there is none of this identifier.
    """
    found = _workshops().filter(slug=slug).first()
    return known(found, "aucun atelier «\u202f{slug}\u202f»", slug=slug)


def find_by_link(token: str) -> Workshop:
    """Return the workshop of a participants’ link. One query.

    Raises:
        UnknownError: no workshop has this link.
    """
    found = Workshop.objects.select_related("network", "host").filter(link_token=token).order_by()
    return known(next(iter(found), None), "aucun atelier n’a ce lien")


def workshops_of(network: str) -> list[Workshop]:
    """Return the workshops of a network, newest first. Four queries."""
    return list(_workshops().filter(network__slug=network))


def all_workshops() -> list[Workshop]:
    """Return every workshop, newest first. Four queries."""
    return list(_workshops())


def workshops_in(network: str) -> QuerySet[Workshop]:
    """Return the workshops of a network with their host alone, not read yet."""
    return Workshop.objects.select_related("host").filter(network__slug=network)


def brief_workshops(*, network: str = "", host: str = "") -> list[Workshop]:
    """Return the workshops of a network, or those that a territory hosts, with their host alone. One query."""
    return list(Workshop.objects.select_related("host").filter(host__siren=host) if host else workshops_in(network))


def headings_of(network: str) -> Sequence[WorkshopHeading]:
    """Return the workshops of a network as values. Four queries."""
    return [workshop.as_core() for workshop in workshops_of(network)]


def facts_of_no_workshop(told: Sequence[WorkshopHeading]) -> list[EvidenceRef]:
    """Return the facts learnt in workshops, of the sources that tell some, that none of these cites. One query.

    Those about the network come first, then those about its members.
    """
    held = [each.evidence for each in told]
    held += [said.evidence for each in told for said in each.statements]
    held += [count.evidence for each in told for count in each.attendance]
    cited = {ref.key for refs in held for ref in refs if ref.kind == "fact"}
    if not cited:
        return []
    sources = Fact.objects.filter(pk__in=cited).order_by().values("source")
    found = Fact.objects.filter(kind=FactKind.WORKSHOP, source__in=sources).exclude(pk__in=cited)
    return [EvidenceRef(kind="fact", key=key) for key in found.order_by("siren", "pk").values_list("pk", flat=True)]


def files_of(workshop: Workshop, *, is_inside: bool) -> list[WorkshopFile]:
    """Return the files of a workshop without their content: all, or those that everybody may see. One query."""
    found = workshop.files.defer("content")
    return list(found if is_inside else found.exclude(consent="not_asked"))


def find_file(workshop: Workshop, key: int) -> WorkshopFile:
    """Return a file of a workshop with its content. One query.

    Raises:
        UnknownError: it has no such file.
    """
    found = workshop.files.filter(pk=key).first()
    return known(found, "aucun fichier {key} dans cet atelier", key=key)
