"""The only readers of sources, facts, resources, and what rooms register of figures and evidence."""
