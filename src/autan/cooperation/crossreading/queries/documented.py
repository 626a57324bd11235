"""What sources document of the orientations, objectives and expectations of a real network: facts, nothing more."""

from collections.abc import Sequence
from typing import Any

from autan.evidence.figures.core.stated_facts import Topic
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import facts_by_id
from autan.ground.wordings import Sentence
from autan.survey.campaigns.core.exchanges import find_needs
from autan.survey.campaigns.models import PublishedFinding
from autan.survey.campaigns.queries.campaigns import campaigns_of_network
from autan.survey.campaigns.queries.questionnaires import questionnaire_of
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import network_members

_TOPICS = (Topic.ORIENTATION, Topic.TARGET)
_EXPECTATIONS = Sentence("Attentes")


def documented_parts(network: Network) -> list[dict[str, Any]]:
    """Return the facts on orientations, objectives and expectations of a real network; none when it is invented.

    Three queries, and three for each campaign.
    """
    if network.is_invented:
        return []
    sirens = [member.siren for member in network_members(network.slug)]
    topics = [topic.value for topic in _TOPICS]
    query = Fact.objects.filter(siren__in=[*sirens, ""], topic__in=topics).select_related("source")
    facts = list(query.order_by("siren", "id"))
    parts = [(topic.label, [fact for fact in facts if fact.topic == topic.value]) for topic in _TOPICS]
    parts.append((_EXPECTATIONS, list(_expectations(network))))
    return [{"label": label, "facts": tuple(part_facts)} for label, part_facts in parts if part_facts]


def _expectations(network: Network) -> Sequence[Fact]:
    """Return the published facts on what members expect of one another, from the campaigns of the network."""
    for campaign in campaigns_of_network(network.slug):
        question = find_needs(questionnaire_of(campaign)) if campaign.is_documented else None
        if question:
            published = PublishedFinding.objects.filter(campaign=campaign, question=question.code)
            ids = list(published.values_list("fact", flat=True))
            facts = facts_by_id(ids)
            return [facts[fact_id] for fact_id in ids if fact_id in facts]
    return []
