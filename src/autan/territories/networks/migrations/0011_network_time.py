"""The time zone of the pages of a network; empty for that of the site."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territories", "0010_queued_invitations")]

    operations = [
        migrations.AddField(
            model_name="network",
            name="time_zone",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
    ]
