"""How the register, memberships and perimeters are shown."""
