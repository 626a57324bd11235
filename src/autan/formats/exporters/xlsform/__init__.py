"""A questionnaire becomes an XLSForm: `form` builds its sheets, `workbook` writes them, `losses` says what is lost."""
