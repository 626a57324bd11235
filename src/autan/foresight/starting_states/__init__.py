"""Where a territory starts, sector by use by carrier, and the paths of the State and of regions laid from there."""
