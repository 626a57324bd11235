"""What the room gives to the others."""

from autan.ground.extension_points import DailyJob, RestoreStep
from autan.ground.registry import register
from autan.publishing.webhooks.actions import cancel_unsent, tell_late_values

register(
    DailyJob(code="webhooks.late_values", run=tell_late_values),
    RestoreStep(run=cancel_unsent),
)
