"""Action sheets of plans, what is counted of them; projects and their sites."""
