"""Who may open a campaign and record an answer. Built on the mandates of the room of territories.

`rules` finds this file by its name.
"""

import rules

from autan.accounts.models import Person
from autan.surveys.models import Answer, Campaign
from autan.territories.rules import acts_for_territory, coordinates_network


@rules.predicate
def runs_campaign(person: Person, campaign: Campaign | None) -> bool:
    """The person coordinates the network that the campaign asks."""
    return campaign is not None and bool(coordinates_network(person, campaign.network))


@rules.predicate
def may_answer(person: Person, answer: Answer | None) -> bool:
    """The person acts for the territory; a documented campaign is filled by the coordination alone."""
    if answer is None:
        return False
    if runs_campaign(person, answer.campaign):
        return True
    return not answer.campaign.is_documented and bool(acts_for_territory(person, answer.territory))


rules.add_perm("surveys.run_campaign", runs_campaign)
rules.add_perm("surveys.record_answer", may_answer)
