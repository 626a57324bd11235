"""Plans, duties, projects and actions, indicators; the plans of a network together."""
