"""What became of each e-mail sent so far is kept as that of the messages of the queue; its text was never stored."""

from django.db import migrations

_FATES = {"sent": "sent", "failed": "failed", "sending": "failed"}
_UNKNOWN = "départ non confirmé"
_SUBJECTS = {"invitation": "Invitation", "reminder": "Rappel"}


def move(apps, schema_editor):
    """Make a message of the queue of each one, with its day, its fate and its error."""
    Outgoing = apps.get_model("mail", "OutgoingMessage")
    for message in apps.get_model("surveys", "Message").objects.select_related("invitation__campaign").order_by("id"):
        invitation = message.invitation
        message.outgoing = Outgoing.objects.create(
            key=f"surveys:{invitation.pk}:{message.kind}:{message.day}",
            kind=f"surveys.{message.kind}",
            network=invitation.campaign.network_id,
            to=invitation.email,
            subject=_SUBJECTS.get(message.kind, message.kind),
            fate=_FATES.get(message.status, "failed"),
            attempts=1,
            error=_UNKNOWN if message.status == "sending" else message.error,
            queued_at=message.sent_at,
            due_at=message.sent_at,
            done_at=message.sent_at,
        )
        message.save(update_fields=["outgoing"])


class Migration(migrations.Migration):
    """Fill the queue."""

    dependencies = [("surveys", "0006_messages_in_the_queue")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
