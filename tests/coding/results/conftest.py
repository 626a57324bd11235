"""The network, the campaign and the people who code of the tests of codings."""

from tests.coding.codings.conftest import campaign, codebook, coders, corpus, network

__all__ = ["campaign", "codebook", "coders", "corpus", "network"]
