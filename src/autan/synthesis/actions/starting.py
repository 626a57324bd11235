"""Makes the first note of a network from what its rooms know of it, as a draft to be reworked."""

from functools import partial

from autan.accounts.models import Person
from autan.errors import ConflictError, RuleError
from autan.evidence.core.texts import NO_TEXT
from autan.evidence.queries.registry import PUBLIC, figure_or_none
from autan.extension_points import Headline, HeadlineTopic
from autan.journal.actions import require_right
from autan.registry import registered
from autan.synthesis.actions.editions import record_edition
from autan.synthesis.core.starter import StarterChapter, StarterLine, compose_starter
from autan.synthesis.exporters.living_text import write_living_text
from autan.synthesis.models import Edition
from autan.territories.core.members import Member
from autan.territories.models import Network
from autan.territories.queries.networks import get_network, network_members

_find = partial(figure_or_none, reader=PUBLIC)


def start_edition(*, by: Person | None, network: str) -> Edition:
    """Record the first note of a network as a draft; what is unknown in it is said.

    Raises:
        UnknownNetworkError: there is no such network.
        NotAllowedError: this person does not coordinate it.
        ConflictError: it has a first note already, which somebody may have reworked.
        RuleError: nothing is known of the network yet.
    """
    found = get_network(network)
    require_right(by, "synthesis.write_edition", on=found)
    slug = starter_slug(found)
    if Edition.objects.filter(slug=slug).exists():
        message = f"le réseau a déjà sa première note, {slug} : reprenez-la"
        raise ConflictError(message)
    members = network_members(network)
    chapters = [
        StarterChapter(title=topic.title, lines=[_line(headline, members) for headline in headlines])
        for topic in registered(HeadlineTopic)
        if (headlines := topic.build(network))
    ]
    text = compose_starter(
        slug=slug, network=network, name=found.name, is_invented=found.is_invented, chapters=chapters
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
        found = {member.short_name: _find(headline.members.format(siren=member.siren)) for member in members}
        by_member = {name: figure for name, figure in found.items() if figure is not None}
    return StarterLine(
        code=headline.code,
        figure_id=headline.figure_id,
        figure=_find(headline.figure_id) if headline.figure_id else None,
        source=headline.source,
        pattern=headline.members,
        by_member=by_member,
        label=headline.label or NO_TEXT,
    )
