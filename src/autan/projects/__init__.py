"""Action sheets of plans, their exchange, filed actions, search and similar actions; projects and their sites."""
