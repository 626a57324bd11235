"""The register and the contours that ship, and the contours that the product was given, read in place."""
