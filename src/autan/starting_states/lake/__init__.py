"""Small reference tables that ship with the room; made by `tools/build_foresight_references.py` and `tools/build_land_carbon.py`."""
