SELECT … FROM synthesis_edition WHERE synthesis_edition.slug = ? ORDER BY synthesis_edition.slug DESC LIMIT ?
SELECT … FROM synthesis_publication LEFT OUTER JOIN accounts_person ON (synthesis_publication.by_id = accounts_person.id) WHERE synthesis_publication.edition_id = ? ORDER BY synthesis_publication.published_at DESC, synthesis_publication.id DESC LIMIT ?
SELECT … FROM territories_formeridentity INNER JOIN territories_territory ON (territories_formeridentity.territory_id = territories_territory.id) INNER JOIN territories_membership ON (territories_territory.id = territories_membership.territory_id) INNER JOIN territories_network ON (territories_membership.network_id = territories_network.id) WHERE territories_network.slug = ? ORDER BY territories_formeridentity.year ASC
SELECT … FROM territories_membership INNER JOIN territories_network ON (territories_membership.network_id = territories_network.id) INNER JOIN territories_territory ON (territories_membership.territory_id = territories_territory.id) WHERE territories_network.slug = ? ORDER BY territories_network.name_fr ASC, territories_membership.rank ASC, territories_membership.id ASC
SELECT … FROM journal_journalentry WHERE journal_journalentry.room IN (?)
SELECT … FROM surveys_campaign INNER JOIN territories_network ON (surveys_campaign.network_id = territories_network.slug) INNER JOIN questionnaires_questionnaireversion ON (surveys_campaign.questionnaire_id = questionnaires_questionnaireversion.id) WHERE surveys_campaign.slug IN (?) ORDER BY surveys_campaign.period DESC, surveys_campaign.slug ASC
SELECT … FROM surveys_answer WHERE surveys_answer.campaign_id = ?
SELECT … FROM surveys_publishednumber WHERE surveys_publishednumber.campaign_id = ?
SELECT … FROM surveys_campaignrespondent WHERE surveys_campaignrespondent.campaign_id = ?
SELECT … FROM surveys_sectionvalidation WHERE surveys_sectionvalidation.campaign_id = ?
SELECT … FROM autan_cache WHERE cache_key IN (?)
SELECT … FROM territories_network ORDER BY territories_network.is_invented ASC, territories_network.name_fr ASC
