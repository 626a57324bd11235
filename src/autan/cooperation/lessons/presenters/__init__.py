"""What pages, files and drawings show of lessons, needs and adoption."""
