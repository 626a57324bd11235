"""Energy and greenhouse gas accounts from open data: figures of places and networks, and their pages."""
