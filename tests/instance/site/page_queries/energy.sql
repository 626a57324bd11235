SELECT … FROM territories_territory WHERE territories_territory.siren = ? ORDER BY territories_territory.short_name ASC LIMIT ?
SELECT … FROM journal_journalentry ORDER BY journal_journalentry.id DESC LIMIT ?
SELECT … FROM observatory_alertdecision LEFT OUTER JOIN territories_territory ON (observatory_alertdecision.territory_id = territories_territory.id) LEFT OUTER JOIN accounts_person ON (observatory_alertdecision.by_id = accounts_person.id) WHERE observatory_alertdecision.territory_id IS NULL ORDER BY observatory_alertdecision.id ASC
