"""Small tables that ship, made by `tools/build_foresight_references.py` and `tools/build_land_carbon.py`."""
