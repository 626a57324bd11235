"""What the site's own pages show: what each room registered, put together."""
