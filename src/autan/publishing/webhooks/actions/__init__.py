"""Programs told and stopped, messages queued with the act that they tell, sent and tried again."""
