"""Columns of a table of calls, read and written alike."""

from collections.abc import Mapping

CALL_COLUMNS: Mapping[str, str] = {
    "sorte": "kind",
    "nom": "name",
    "financeur": "funder",
    "ouverture": "opens_on",
    "cloture": "closes_on",
    "fil_de_l_eau": "is_rolling",
    "enveloppe_eur": "envelope_eur",
    "aide_max_eur": "most_eur",
    "taux_max_pct": "rate_pct",
    "cout_min_eur": "least_cost_eur",
    "ouvert_aux": "kinds",
    "population_plus_de": "population_above",
    "population_au_plus": "population_most",
    "population_comptee": "population",
    "obligations": "duties",
    "reserve": "is_reserved",
    "autres_conditions": "conditions",
    "adresse": "address",
    "source": "source",
    "lu_le": "read_on",
    "remarque": "note",
}
"""Columns of a table, and the field of a call that each holds."""
REQUIRED = ("sorte", "nom")
