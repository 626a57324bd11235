"""Documents described field by field: from it follow their form, pages, files, columns, history and schema."""
