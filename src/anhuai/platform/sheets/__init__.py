"""Workbooks in and out: declare a register once, get template, preview, import, errors and export.

`register.py` declares, `reading.py` reads .xlsx and .csv, `writing.py` writes templates, returned
errors and exports, `importing.py` runs an import.
"""
