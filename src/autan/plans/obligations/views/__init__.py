"""Pages of competences."""
