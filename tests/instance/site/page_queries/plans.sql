SELECT … FROM territories_network ORDER BY territories_network.is_invented ASC, territories_network.name_fr ASC
SELECT … FROM journal_journalentry WHERE journal_journalentry.room IN (?, …) ORDER BY journal_journalentry.id DESC LIMIT ?
SELECT … FROM plans_dutyrecord WHERE plans_dutyrecord.siren IN (?, …) ORDER BY plans_dutyrecord.siren ASC
SELECT … FROM territories_formeridentity INNER JOIN territories_territory ON (territories_formeridentity.territory_id = territories_territory.id) WHERE territories_territory.siren IN (?, …) ORDER BY territories_territory.short_name ASC, ? ASC
