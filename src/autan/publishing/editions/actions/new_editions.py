"""Begins an edition: from a model, as a copy of another, or as the first note made of what the rooms know."""

from functools import partial

from autan.evidence.figures.queries.registry import PUBLIC, figure_or_none
from autan.ground.errors import ConflictError, RuleError
from autan.ground.extension_points import Headline, HeadlineTopic
from autan.ground.registry import registered
from autan.ground.texts.core.texts import NO_TEXT
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.publishing.editions.actions.editions import record_edition
from autan.publishing.editions.core.edition_models import EditionModel, ModelFigure, compose_model
from autan.publishing.editions.core.starter import StarterChapter, StarterLine, compose_starter
from autan.publishing.editions.exporters import write_living_text
from autan.publishing.editions.models import Edition
from autan.publishing.editions.queries.editions import get_edition
from autan.publishing.living_text.importers.head_edits import set_value
from autan.publishing.living_text.importers.sections import join_sections, split_sections
from autan.territories.networks.core.members import Member
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network, network_members

_REFUSAL = "seule la coordination du réseau commence une synthèse"


def new_edition(
    *, by: Person | None, network: str, slug: str, title: str, model: EditionModel, member: str = ""
) -> Edition:
    """Record a new draft from a model.

    `member` is the SIREN, for the sheet of a member.

    Raises:
        UnknownNetworkError: there is no such network.
        NotAllowedError: this person does not coordinate it.
        ConflictError: another edition has this identifier.
        RuleError: the sheet of a member names no member of the network.
    """
    free = _free(by, network, slug)
    subtitle = ""
    if model is EditionModel.MEMBER:
        names = {row.siren: row.name for row in network_members(network)}
        if member not in names:
            raise RuleError("choisissez un membre du réseau")
        subtitle = names[member]
    headlines = [headline for topic in registered(HeadlineTopic) for headline in topic.build(network)]
    figures = [figure for headline in headlines if (figure := _figure(headline, member))]
    text = compose_model(model, slug=slug, network=free.slug, title=title.strip(), subtitle=subtitle, figures=figures)
    return record_edition(by=by, source=write_living_text(text), file=f"edition-{slug}.md")


def copy_edition(*, by: Person | None, origin: str, slug: str, title: str) -> Edition:
    """Record a new draft that says what another edition says, under another identifier and title.

    Raises:
        UnknownEditionError: there is no edition to copy.
        NotAllowedError: this person does not coordinate its network.
        ConflictError: another edition has this identifier.
    """
    kept = get_edition(origin)
    _free(by, kept.network, slug)
    head, *others = [section.text for section in split_sections(kept.source)]
    head = set_value(set_value(head, "slug", slug), "title", {"fr": title.strip(), "en": title.strip()})
    return record_edition(by=by, source=join_sections([head, *others]), file=f"edition-{slug}.md")


def _free(by: Person | None, network: str, slug: str) -> Network:
    record = get_network(network)
    require_right(by, "synthesis.write_edition", on=record, refusal=_REFUSAL)
    if Edition.objects.filter(slug=slug).exists():
        message = "une édition porte déjà l’identifiant «\u202f{slug}\u202f»\u00a0: choisissez-en un autre"
        raise ConflictError(message, slug=slug)
    return record


def _figure(headline: Headline, member: str) -> ModelFigure | None:
    figure_id = headline.members.format(siren=member) if member else headline.figure_id
    figure = figure_or_none(figure_id, reader=PUBLIC) if figure_id else None
    if figure is None or not figure.is_known or not figure.has_evidence:
        return None
    return ModelFigure(name=headline.code, figure_id=figure_id, figure=figure)


_find = partial(figure_or_none, reader=PUBLIC)


def start_edition(*, by: Person | None, network: str) -> Edition:
    """Record the first note of a network as a draft; what is unknown in it is said.

    Raises:
        UnknownNetworkError: there is no such network.
        NotAllowedError: this person does not coordinate it.
        ConflictError: it has a first note already, which somebody may have reworked.
        RuleError: nothing is known of the network yet.
    """
    record = get_network(network)
    require_right(by, "synthesis.write_edition", on=record)
    slug = starter_slug(record)
    if Edition.objects.filter(slug=slug).exists():
        message = "le réseau a déjà sa première note, {slug}\u00a0: reprenez-la"
        raise ConflictError(message, slug=slug)
    members = network_members(network)
    chapters = [
        StarterChapter(title=topic.title, lines=[_line(headline, members) for headline in topic.build(network)])
        for topic in registered(HeadlineTopic)
    ]
    text = compose_starter(
        slug=slug,
        network=network,
        name=record.name,
        chapters=chapters,
        is_invented=record.is_invented,
        is_bilingual=record.is_bilingual and record.name_en != record.name_fr,
    )
    if "figures" not in text.head:
        raise RuleError("aucun chiffre n’est encore connu pour ce réseau\u00a0: ajoutez des données ou des réponses")
    return record_edition(by=by, source=write_living_text(text), file=f"edition-{slug}.md")


def starter_slug(network: Network) -> str:
    """Return the identifier of the first note of a network."""
    return f"{network.slug[:50]}-note"


def _line(headline: Headline, members: tuple[Member, ...]) -> StarterLine:
    by_member = {}
    if headline.members:
        figures = {member.short_name: _find(headline.members.format(siren=member.siren)) for member in members}
        by_member = {name: figure for name, figure in figures.items() if figure is not None}
        # a chart of which the figure of a member is not found would stop the publication
        by_member = by_member if len(by_member) == len(figures) else {}
    return StarterLine(
        code=headline.code,
        figure_id=headline.figure_id,
        figure=_find(headline.figure_id) if headline.figure_id else None,
        source=headline.source,
        pattern=headline.members,
        by_member=by_member,
        label=headline.label or NO_TEXT,
        place=headline.place,
    )
