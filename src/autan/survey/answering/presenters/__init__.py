"""What the screens of questions show, one file for each page or part of a page."""
