"""An edition in words, and its files: web, print, word processor, slides, spreadsheet; what comes back of them."""
