"""What people state of competences."""
