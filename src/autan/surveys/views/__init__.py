"""The pages of surveys: `reading` for what is public; each other module names the act that it serves."""
