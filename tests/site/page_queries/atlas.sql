SELECT … FROM territories_network ORDER BY territories_network.is_invented ASC, territories_network.name_fr ASC
SELECT … FROM territories_membership INNER JOIN territories_network ON (territories_membership.network_id = territories_network.id) INNER JOIN territories_territory ON (territories_membership.territory_id = territories_territory.id) WHERE (territories_network.slug = ? AND territories_membership.valid_to IS NULL) ORDER BY territories_network.name_fr ASC, territories_membership.rank ASC, territories_membership.id ASC
SELECT … FROM territories_formeridentity WHERE territories_formeridentity.territory_id IN (?, …) ORDER BY territories_formeridentity.year ASC
SELECT … FROM journal_journalentry WHERE (journal_journalentry.kind = ? AND journal_journalentry.room = ?)
SELECT … FROM territories_network WHERE (territories_network.is_invented = ? AND territories_network.slug = ?) LIMIT ?
