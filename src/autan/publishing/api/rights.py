"""Who gives and revokes read keys: who holds the machine, and the accounts that administer the site."""

import rules

from autan.people.accounts.rights import Rights

RIGHTS: Rights = {"api.manage_keys": rules.is_superuser}
