"""Values filled in a grid, line by line, and exchanged as a workbook."""
