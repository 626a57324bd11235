"""What the network publishes, for programs: tables, API, open data, feeds, embedded figures."""
