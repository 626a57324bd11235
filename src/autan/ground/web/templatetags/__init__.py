"""Tags of templates that every page shares."""
