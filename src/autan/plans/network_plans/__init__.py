"""The plans of a network together: register, timeline, comparison, competences, maps and figures."""
