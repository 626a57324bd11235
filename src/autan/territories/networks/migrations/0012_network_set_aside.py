"""What a network does not want, by the codes of its steps."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territories", "0011_network_time")]

    operations = [
        migrations.AddField(
            model_name="network",
            name="set_aside",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
