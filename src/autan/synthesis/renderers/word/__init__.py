"""An edition as a Word document: styles, notes, marked figures, native tables, charts as pictures."""
