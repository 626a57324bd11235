SELECT … FROM journal_journalentry ORDER BY journal_journalentry.id DESC LIMIT ?
