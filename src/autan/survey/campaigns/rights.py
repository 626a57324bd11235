"""Who may run a campaign, answer, and read results and authors. Built on the mandates of the room of territories."""

import rules

from autan.people.accounts.models import Person
from autan.people.accounts.rights import Rights
from autan.survey.campaigns.models import Answer, Campaign
from autan.territories.networks.models import Mandate, Territory
from autan.territories.networks.rights import coordinates_network, current_mandates, holds_role_in


@rules.predicate
def runs_campaign(person: Person, campaign: Campaign | None) -> bool:
    """The person coordinates the network that the campaign asks."""
    return campaign is not None and bool(coordinates_network(person, campaign.network))


@rules.predicate
def answers_as_member(person: Person, territory: Territory | None) -> bool:
    """The person works for the territory itself, and does not write down what it says on its behalf."""
    if territory is None or not (person.is_authenticated and person.is_active):
        return False
    roles = (Mandate.Role.MEMBER_OFFICER, Mandate.Role.CONTRIBUTOR)
    return current_mandates(person).filter(territory=territory, role__in=roles).exists()


@rules.predicate
def works_on_answer(person: Person, answer: Answer | None) -> bool:
    """The person runs the campaign of the answer, or works for its territory: may answer, and read who answered."""
    if answer is None:
        return False
    return bool(runs_campaign(person, answer.campaign) or answers_as_member(person, answer.territory))


@rules.predicate
def reads_results(person: Person, campaign: Campaign | None) -> bool:
    """Anybody where the results are public; else who holds a mandate on the network or on a territory in it.

    Those of an archived campaign are read by whoever runs it.
    """
    if campaign is None or campaign.archived_at is not None:
        return bool(runs_campaign(person, campaign))
    return campaign.has_public_results or bool(holds_role_in(person, campaign.network_id))


RIGHTS: Rights = {
    "surveys.run_campaign": runs_campaign,
    "surveys.record_answer": works_on_answer,
    "surveys.answer_as_member": answers_as_member,
    "surveys.read_results": reads_results,
    "surveys.read_authors": works_on_answer,
}
