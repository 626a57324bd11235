"""A room of documents, built to prove what one costs: equipment that members lend to one another."""
