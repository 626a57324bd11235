"""Who reads an asset that is not published, and writes the estate of an authority."""

from autan.people.accounts.rights import Rights, is_published, on
from autan.territories.networks.rights import acts_for_territory

RIGHTS: Rights = {
    "estate.write": acts_for_territory,
    "estate.read_good": is_published | on("territory", acts_for_territory),
}
