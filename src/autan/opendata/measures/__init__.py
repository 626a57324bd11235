"""What open data tell of a place: measures, indicators by year, filings, over the perimeter of the figures."""
