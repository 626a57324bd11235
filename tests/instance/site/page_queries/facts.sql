SELECT … FROM evidence_disagreement ORDER BY evidence_disagreement.slug ASC
SELECT … FROM evidence_fact INNER JOIN evidence_disagreement_facts ON (evidence_fact.id = evidence_disagreement_facts.fact_id) INNER JOIN evidence_source ON (evidence_fact.source_id = evidence_source.id) WHERE evidence_disagreement_facts.disagreement_id IN (?, …) ORDER BY evidence_fact.id ASC
