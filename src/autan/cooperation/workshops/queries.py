"""The only readers of workshops and of their notes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from autan.cooperation.workshops.core.formats import PlanTargetKind, WorkshopFormat
from autan.cooperation.workshops.core.workshops import (
    ALL,
    ATTENDANCES,
    HELD,
    PlanTarget,
    WorkshopHeading,
    WorkshopsAddress,
    attendances_figure,
    held_figure,
)
from autan.cooperation.workshops.models import Attendee, Note, Workshop, WorkshopFile
from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.stated_facts import FactKind
from autan.evidence.figures.models import Fact
from autan.ground.errors import known
from autan.ground.extension_points import DataSubject
from autan.ground.heavy_work import MANY_PLACES
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.language import FRENCH, in_language
from autan.people.journal.queries import export_acts, kept_until_written
from autan.plans.plans.core.sections import PlanSection, SectionLine
from autan.plans.plans.importers.definitions import find_section
from autan.plans.plans.models import Plan, PlanLine
from autan.plans.plans.presenters.words import value_words
from autan.plans.plans.queries.plans import read_lines
from autan.plans.projects.models import Axis
from autan.territories.networks.models import Membership, Network, Territory
from autan.territories.networks.queries.networks import network_members

# The only readers of workshops.


def _workshops() -> QuerySet[Workshop]:
    copilots = Prefetch("copilots", queryset=Territory.objects.order_by("id"))
    return Workshop.objects.select_related("network", "host").prefetch_related(copilots, "sites", "counts")


def find_workshop(slug: str) -> Workshop:
    """Return a workshop. Four queries."""
    workshop = _workshops().filter(slug=slug).first()
    return known(workshop, "aucun atelier «\u202f{slug}\u202f»", slug=slug)


def find_by_link(token: str) -> Workshop:
    """Return the workshop of a participants’ link. One query."""
    workshops = Workshop.objects.select_related("network", "host").filter(link_token=token).order_by()
    return known(next(iter(workshops), None), "aucun atelier n’a ce lien")


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


@kept_until_written
def searched_workshops() -> tuple[dict[str, Workshop], tuple[tuple[str, str, str], ...]]:
    """Return every workshop by its slug, and what a search reads of each, for `rate_each`. One query."""
    workshops = {workshop.slug: workshop for workshop in Workshop.objects.select_related("network")}
    return workshops, tuple((slug, workshop.title, "") for slug, workshop in workshops.items())


def headings_of(network: str) -> Sequence[WorkshopHeading]:
    """Return the workshops of a network as values. Four queries."""
    return [workshop.as_core() for workshop in workshops_of(network)]


def facts_of_no_workshop(workshop_headings: Sequence[WorkshopHeading]) -> list[EvidenceRef]:
    """Return the facts learnt in workshops, of the sources that tell some, that none of these cites. One query.

    Those about the network come first, then those about its members.
    """
    ref_lists = [heading.evidence for heading in workshop_headings]
    ref_lists += [statement.evidence for heading in workshop_headings for statement in heading.statements]
    ref_lists += [count.evidence for heading in workshop_headings for count in heading.attendance]
    cited = {ref.key for refs in ref_lists for ref in refs if ref.kind == "fact"}
    if not cited:
        return []
    sources = Fact.objects.filter(pk__in=cited).order_by().values("source")
    facts = Fact.objects.filter(kind=FactKind.WORKSHOP, source__in=sources).exclude(pk__in=cited)
    return [EvidenceRef(kind="fact", key=key) for key in facts.order_by("siren", "pk").values_list("pk", flat=True)]


def files_of(workshop: Workshop, *, is_inside: bool) -> list[WorkshopFile]:
    """Return the files of a workshop without their content: all, or those that everybody may see. One query."""
    files = workshop.files.defer("content")
    return list(files if is_inside else files.exclude(consent="not_asked"))


def find_file(workshop: Workshop, key: int) -> WorkshopFile:
    """Return a file of a workshop with its content. One query."""
    file = workshop.files.filter(pk=key).first()
    return known(file, "aucun fichier {key} dans cet atelier", key=key)


# Figures of workshops at their addresses, for traces and publications.


def find_workshop_figure(address: FigureAddress) -> Figure | None:
    """Compute the figure at an address; None when there is none. Five queries."""
    parsed = WorkshopsAddress.parse(address)
    formats = {kind.value for kind in WorkshopFormat}
    if parsed is None or not Network.objects.filter(slug=parsed.network).exists():
        return None
    network, which = parsed.network, parsed.which
    if parsed.what == ATTENDANCES and which in {ALL, *formats}:
        return attendances_figure(network, headings_of(network), which)
    if parsed.what == HELD and which in formats:
        return held_figure(network, headings_of(network), WorkshopFormat(which))
    return None


def workshop_figures(network: str) -> list[Figure]:
    """Return what is counted of the workshops of a network, of workshops read once. Four queries, or none."""
    headings = headings_of(network)
    kinds = [kind for kind in WorkshopFormat if any(heading.format is kind for heading in headings)]
    figures = [held_figure(network, headings, kind) for kind in kinds]
    return [*figures, *([attendances_figure(network, headings)] if figures else [])]


# The only readers of notes.


def _notes(workshop: Workshop) -> QuerySet[Note]:
    return workshop.notes.select_related("group")


def kept_notes(workshop: Workshop) -> list[Note]:
    """Return the notes of a workshop that were not withdrawn, in the order in which they came. One query."""
    return list(_notes(workshop).filter(withdrawn_at__isnull=True))


def withdrawn_notes(workshop: Workshop) -> list[Note]:
    """Return the traces of the notes that were withdrawn. One query."""
    return list(workshop.notes.filter(withdrawn_at__isnull=False))


def notes_since(workshop: Workshop, version: int) -> list[Note]:
    """Return the notes that changed after a version, oldest change first, those withdrawn among them. One query."""
    return list(_notes(workshop).filter(version__gt=version).order_by("version", "id"))


def find_note(workshop: Workshop, key: int) -> Note:
    """Return a note of a workshop. One query."""
    note = known(_notes(workshop).filter(pk=key).first(), "aucune note {key} dans cet atelier", key=key)
    note.workshop = workshop
    return note


def find_notes(workshop: Workshop, keys: list[str]) -> list[Note]:
    """Return the notes of a workshop that were not withdrawn, among some numbers. One query."""
    numbers = [number for key in keys if (number := read_whole(key)) is not None]
    return list(_notes(workshop).filter(pk__in=numbers, withdrawn_at__isnull=True))


# What the room holds of a person: workshops attended, and what the account did there.


def export_attendance(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the workshops that somebody attended with an account, and what was done there with it. Two queries.

    A note is signed with words of any kind: they prove of nobody that the note is hers.
    """
    attended = Attendee.objects.filter(person=subject.person or 0).select_related("workshop")
    return [
        *(
            {
                "workshop": attendee.workshop.slug,
                "name": attendee.name,
                "as": attendee.kind,
                "organisation": attendee.organisation,
            }
            for attendee in attended
        ),
        *export_acts(subject.person, "workshops"),
    ]


# Targets and axes of the plans of a network, that a workshop may be about.


_MOST_LABEL = 300


def target_choices(network: Network, workshop: WorkshopHeading | None) -> Sequence[tuple[str, PlanTarget]]:
    """Return the targets and first axes of the published plans of a network, each with its key in a form.

    In a very large network, those of its own plans, of the host and of whoever pilots with it. Three queries.
    """
    members = Membership.objects.filter(network=network, valid_to__isnull=True)
    if has_many_targets(network):
        members = members.filter(territory__siren__in=[workshop.host, *workshop.copilots] if workshop else [])
    targeted = workshop.target.plan if workshop and workshop.target else ""
    offered = Q(network=network) | Q(subjects__in=members.values("territory")) | Q(slug=targeted)
    titles = dict(Plan.objects.filter(offered, is_published=True).values_list("slug", "title"))
    section, choices = find_section("targets"), []
    with in_language(FRENCH):
        for stored in PlanLine.objects.filter(plan__slug__in=titles, section="targets").select_related("plan"):
            label = f"{_target_words(section, read_lines([stored])[0])} ({titles[stored.plan.slug]})"
            choices.append(_choice(stored.plan.slug, PlanTargetKind.TARGET, stored.key, label))
        for axis in Axis.objects.filter(plan__slug__in=titles, parent__isnull=True).select_related("plan"):
            label = f"{axis.title} ({titles[axis.plan.slug]})"
            choices.append(_choice(axis.plan.slug, PlanTargetKind.AXIS, str(axis.pk), label))
    return choices


def has_many_targets(network: Network) -> bool:
    """Say whether a network has too many plans for the targets of all of them to be offered at once."""
    return len(network_members(network.slug)) > MANY_PLACES


def _target_words(section: PlanSection, line: SectionLine) -> str:
    """The quantity of a target, the sector it is about, its value and its horizon."""
    quantity, part, value, unit, horizon = (
        value_words(section, line, field) for field in ("quantity", "part", "value", "unit", "horizon")
    )
    label = f"{quantity}, {part}" if part else quantity
    return f"{label} : {value} {unit} en {horizon}"


def _choice(plan: str, kind: PlanTargetKind, key: str, label: str) -> tuple[str, PlanTarget]:
    return f"{kind.value}:{plan}:{key}", PlanTarget(plan=plan, kind=kind, key=key, label=label[:_MOST_LABEL])
