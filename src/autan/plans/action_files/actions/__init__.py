"""The only writers of what files say of a plan and of its actions."""
