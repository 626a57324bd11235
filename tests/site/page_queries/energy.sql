SELECT … FROM territories_territory WHERE territories_territory.siren = ? ORDER BY territories_territory.short_name ASC LIMIT ?
SELECT … FROM journal_journalentry ORDER BY journal_journalentry.id DESC LIMIT ?
SELECT … FROM observatory_doubtdecision LEFT OUTER JOIN territories_territory ON (observatory_doubtdecision.territory_id = territories_territory.id) LEFT OUTER JOIN accounts_person ON (observatory_doubtdecision.by_id = accounts_person.id) WHERE observatory_doubtdecision.territory_id IS NULL ORDER BY observatory_doubtdecision.id ASC
