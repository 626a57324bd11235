"""Lists declared once: what an address asks of them, their pages, their table or their items."""
