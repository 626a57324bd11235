"""What became of an e-mail is said by the queue alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Drop what the queue says."""

    dependencies = [("surveys", "0007_what_became_of_messages")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="outgoing",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mail.outgoingmessage"
            ),
        ),
        migrations.RemoveField(model_name="message", name="error"),
        migrations.RemoveField(model_name="message", name="sent_at"),
        migrations.RemoveField(model_name="message", name="status"),
    ]
