"""The duty to prepare a PCAET, by population.

Source: Code de l’environnement, article L. 229-26 (EPCI with own taxation above 20,000 inhabitants).
"""

THRESHOLD = 20_000


def is_bound_to_pcaet(population: int) -> bool:
    """Say whether an EPCI with own taxation of this population must prepare a PCAET.

    >>> is_bound_to_pcaet(20_000), is_bound_to_pcaet(20_001)
    (False, True)
    """
    return population > THRESHOLD
