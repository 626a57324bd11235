"""What pages show of obligations and competences."""
