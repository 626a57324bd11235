SELECT … FROM journal_journalentry WHERE journal_journalentry.room IN (?, …) ORDER BY ? DESC LIMIT ?
SELECT … FROM plans_dutyrecord WHERE plans_dutyrecord.siren IN (?, …) ORDER BY plans_dutyrecord.siren ASC
