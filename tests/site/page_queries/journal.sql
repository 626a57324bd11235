SELECT … FROM django_session WHERE (django_session.expire_date > ? AND django_session.session_key = ?) LIMIT ?
SELECT … FROM accounts_person WHERE accounts_person.id = ? LIMIT ?
SELECT … FROM territories_mandate LEFT OUTER JOIN territories_network ON (territories_mandate.network_id = territories_network.id) WHERE ((territories_mandate.valid_to IS NULL OR territories_mandate.valid_to > ?) AND territories_mandate.valid_from <= ? AND territories_mandate.person_id = ?) ORDER BY territories_mandate.person_id ASC, territories_mandate.id ASC
SELECT DISTINCT … FROM journal_journalentry WHERE NOT (journal_journalentry.network = ?) ORDER BY ? ASC
SELECT … FROM journal_journalentry WHERE (journal_journalentry.network IN (?) OR (journal_journalentry.by_id IS NULL AND journal_journalentry.network = ?) OR (journal_journalentry.by_id = ? AND journal_journalentry.network = ?))
SELECT … FROM journal_journalentry WHERE (journal_journalentry.network IN (?) OR (journal_journalentry.by_id IS NULL AND journal_journalentry.network = ?) OR (journal_journalentry.by_id = ? AND journal_journalentry.network = ?)) ORDER BY journal_journalentry.at DESC, journal_journalentry.id DESC LIMIT ?
