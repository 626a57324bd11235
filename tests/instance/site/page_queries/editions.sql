SELECT … FROM synthesis_edition ORDER BY synthesis_edition.slug DESC
SELECT … FROM synthesis_publication LEFT OUTER JOIN accounts_person ON (synthesis_publication.by_id = accounts_person.id) WHERE synthesis_publication.edition_id IN (?, …) ORDER BY synthesis_publication.published_at DESC, synthesis_publication.id DESC
