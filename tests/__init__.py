"""The tests, room by room; `conftest.py` says what each may ask for."""
