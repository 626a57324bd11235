"""An XLSForm becomes a questionnaire: `form` reads the whole, the others a part each."""
