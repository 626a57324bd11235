"""The definitions that ship: the dated rules, and the competences that matter for energy."""
