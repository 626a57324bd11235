"""Who may write a questionnaire: a person who coordinates a network; a draft, those who coordinate its own."""

import rules

from autan.people.accounts.models import Person
from autan.people.accounts.rights import Rights
from autan.survey.questionnaires.models import QuestionnaireDraft
from autan.territories.networks.rights import coordinates_network


@rules.predicate
def writes_questionnaire(person: Person, draft: QuestionnaireDraft | None) -> bool:
    """The person coordinates the network of the draft; any network when there is no draft, or it has no network."""
    return bool(coordinates_network(person, draft.network if draft else None))


RIGHTS: Rights = {"questionnaires.author": writes_questionnaire}
