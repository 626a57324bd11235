"""The rules and the competences that ship."""
