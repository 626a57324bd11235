"""Fields, and what becomes of a form that was sent."""
