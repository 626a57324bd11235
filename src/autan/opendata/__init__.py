"""Room of the open data: cards of the sources, connectors that read their files, and the lake of their editions."""
