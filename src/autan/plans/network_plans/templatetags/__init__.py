"""The tag of the timeline."""
