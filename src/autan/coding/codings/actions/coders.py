"""Who codes, as a key: an account, or somebody without one whom a file or the product names."""

from collections.abc import Iterable

from autan.coding.codings.core.codings import Coder
from autan.coding.codings.models import CodingRecord, Corpus, DoubleCoding, TextReading
from autan.people.accounts.models import Person
from autan.people.individuals.actions import add_individual
from autan.people.individuals.models import LONGEST_NAME


def keys_of_coders(corpus: Corpus, coders: Iterable[Coder]) -> dict[str, int]:
    """Return the individual of each coder, by the key of coders: two people of one name are two. Four queries.

    Who coded in the network under this key, or was drawn, is the same person; else somebody is added.
    """
    names = {coder.key: coder.name for coder in coders}
    accounts = Person.objects.filter(pk__in=[key.removeprefix("person-") for key in names if _is_account(key)])
    people = {f"person-{pk}": pk for pk in accounts.values_list("pk", flat=True)}
    network = corpus.codebook.network
    for model in (CodingRecord, TextReading):
        rows = model.objects.filter(corpus__codebook__network=network, coder_key__in=names, coder__isnull=False)
        people = dict(rows.order_by().values_list("coder_key", "coder").distinct()) | people
    for coders_of_draw in DoubleCoding.objects.filter(corpus=corpus).values_list("coders", flat=True):
        people = dict(coders_of_draw) | people
    missing = names.keys() - people.keys()
    people |= {key: add_individual(names[key][:LONGEST_NAME], network=network.slug).pk for key in sorted(missing)}
    return {key: people[key] for key in names}


def _is_account(key: str) -> bool:
    return key.startswith("person-") and key.removeprefix("person-").isdecimal()
