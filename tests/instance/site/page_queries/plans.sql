SELECT … FROM territories_network ORDER BY territories_network.is_invented ASC, territories_network.name_fr ASC
SELECT … FROM journal_journalentry WHERE journal_journalentry.room IN (?, …) ORDER BY ? DESC LIMIT ?
SELECT … FROM plans_dutyrecord WHERE plans_dutyrecord.siren IN (?, …) ORDER BY plans_dutyrecord.siren ASC
