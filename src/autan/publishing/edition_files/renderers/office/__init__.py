"""An edition as a document of a word processor: titles, marked figures, notes, charts with their data."""
