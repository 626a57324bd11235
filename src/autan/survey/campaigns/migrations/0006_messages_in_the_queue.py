"""E-mails point to the queue of messages; a lead link may wait for the next one to reach its holder."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add what points to the queue, empty until it is filled by the next migration."""

    dependencies = [("mail", "0001_initial"), ("surveys", "0005_remarks_and_unsaved_entries")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="outgoing",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mail.outgoingmessage"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="replaced_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="surveys.invitation",
            ),
        ),
        migrations.RemoveConstraint(model_name="invitation", name="surveys_one_live_lead_link"),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(role="lead", revoked_at__isnull=True, replaced_by__isnull=True),
                fields=("campaign", "territory"),
                name="surveys_one_live_lead_link",
            ),
        ),
    ]
