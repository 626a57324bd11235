"""Minutes of meetings: draft, amended by those who attended, settled, published."""
