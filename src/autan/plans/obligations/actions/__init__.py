"""The only writers of stated competences and of what sources say of obligations."""
