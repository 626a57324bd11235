"""Classes of texts, with what is shown of them."""
