"""The only readers of obligations and competences."""
