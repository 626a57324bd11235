"""Workbooks written line by line, as XLSX or ODS."""
