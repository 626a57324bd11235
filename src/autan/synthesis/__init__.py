"""The living synthesis: text whose every figure is computed and leads to its evidence; editions, charts, maps."""
