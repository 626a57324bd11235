"""The only readers of action sheets, filed actions and projects."""
