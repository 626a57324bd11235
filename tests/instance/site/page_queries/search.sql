SELECT … FROM journal_journalentry WHERE journal_journalentry.room IN (?)
SELECT … FROM journal_journalentry ORDER BY journal_journalentry.id DESC LIMIT ?
SELECT … FROM surveys_answer INNER JOIN surveys_campaign ON (surveys_answer.campaign_id = surveys_campaign.id) WHERE (surveys_answer.campaign_id IN (?, …) AND surveys_answer.is_current = ? AND surveys_answer.question IN (?, …) AND surveys_answer.value IS NOT NULL AND CAST(surveys_answer.value AS text) LIKE ? ESCAPE ? AND CAST(surveys_answer.value AS text) REGEXP ? || ?) ORDER BY surveys_answer.campaign_id ASC, ? ASC, surveys_answer.id ASC
SELECT … FROM territories_territory LEFT OUTER JOIN territories_formeridentity ON (territories_territory.id = territories_formeridentity.territory_id) WHERE territories_territory.siren IN (?, …) ORDER BY ? ASC  × 2
SELECT … FROM journal_journalentry WHERE journal_journalentry.room IN (?, …) ORDER BY ? DESC LIMIT ?
SELECT … FROM projects_actionsheet WHERE projects_actionsheet.slug IN (?, …) ORDER BY projects_actionsheet.plan_id ASC, projects_actionsheet.rank ASC, projects_actionsheet.id ASC
SELECT … FROM territories_territory INNER JOIN projects_actionsheet_carriers ON (territories_territory.id = projects_actionsheet_carriers.territory_id) WHERE projects_actionsheet_carriers.actionsheet_id IN (?, …) ORDER BY territories_territory.short_name ASC
