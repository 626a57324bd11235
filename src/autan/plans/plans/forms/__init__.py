"""What people say of a plan, in forms."""
