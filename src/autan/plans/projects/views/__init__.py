"""Pages of action sheets and projects."""
