"""The engine of scenarios: pure functions over arrays, with no set-up."""
