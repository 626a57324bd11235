SELECT … FROM journal_remark WHERE (journal_remark.kind = ? AND journal_remark.room = ? AND journal_remark.withdrawn_at IS NULL AND journal_remark.place = ?) ORDER BY journal_remark.at ASC, journal_remark.id ASC
SELECT … FROM evidence_resource LEFT OUTER JOIN evidence_fact ON (evidence_resource.fact_id = evidence_fact.id) LEFT OUTER JOIN evidence_source ON (evidence_fact.source_id = evidence_source.id) ORDER BY evidence_resource.title ASC
SELECT … FROM evidence_fact ORDER BY evidence_fact.id ASC
SELECT … FROM evidence_source ORDER BY evidence_source.producer ASC, evidence_source.title ASC
