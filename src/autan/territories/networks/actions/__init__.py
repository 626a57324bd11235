"""The only writers of networks, territories, members, contours and mandates."""
