"""Who may write a questionnaire: a person who coordinates a network, whichever it is."""

from autan.accounts.rights import Rights
from autan.territories.rights import coordinates_network

RIGHTS: Rights = {"questionnaires.author": coordinates_network}
