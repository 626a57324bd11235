"""What opens a table, asks a service and gathers faults; only `transport` opens the network."""
