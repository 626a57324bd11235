"""Starting states, engine, scenarios, workshop around the table."""
