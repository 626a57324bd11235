"""What the room gives to the others."""

from autan.ground.extension_points import DailyJob, RestoreStep
from autan.ground.registry import register
from autan.people.mail.actions import give_up
from autan.publishing.webhooks.actions.deliveries import forget_old, tell_late_values
from autan.publishing.webhooks.actions.workflow import DELIVERY, WEBHOOK
from autan.publishing.webhooks.models import WebhookDelivery

register(
    WEBHOOK,
    DELIVERY,
    DailyJob(code="webhooks.late_values", run=tell_late_values),
    DailyJob(code="webhooks.old_messages", run=forget_old),
    # what had not left may have left from the home that was saved
    RestoreStep(run=lambda: give_up(WebhookDelivery.objects.all(), "sauvegarde restaurée avant l’envoi")),
)
