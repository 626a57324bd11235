"""Tables of filed actions that the room ships; made by `tools/build_filed_actions.py`."""
