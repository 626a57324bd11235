"""The tree of a living text, its marks and claims, and what can be wrong in it: pure."""
