"""Addresses of the pages of a corpus."""

from django.urls import reverse

from autan.coding.codings.models import Corpus


def corpus_url(name: str, corpus: Corpus, **more: str | int) -> str:
    """Return an address of a corpus."""
    place = {"network": corpus.codebook.network_id, "codebook": corpus.codebook.slug, "address": corpus.address}
    return reverse(f"coding:{name}", kwargs={**place, **more})


def anchor_of(key: str) -> str:
    """Return the place of a text in its page."""
    return "t-" + "".join(letter if letter.isalnum() else "-" for letter in key)
