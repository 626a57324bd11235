"""The only writers of action sheets and projects."""
