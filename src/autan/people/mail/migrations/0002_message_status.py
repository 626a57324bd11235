"""The column `fate` becomes `status`."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A rename alone, with its index: every row is kept."""

    # messages of the surveys were moved into the column of before
    dependencies = [("mail", "0001_initial"), ("surveys", "0007_what_became_of_messages")]

    operations = [
        migrations.RemoveIndex("OutgoingMessage", "mail_message_due"),
        migrations.RenameField("OutgoingMessage", "fate", "status"),
        migrations.AddIndex("OutgoingMessage", models.Index(fields=["status", "due_at"], name="mail_message_due")),
    ]
