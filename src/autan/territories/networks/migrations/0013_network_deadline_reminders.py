"""Whether a network wants what comes to its day told by mail; those that stood before did not say so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("territories", "0012_network_set_aside")]

    operations = [
        migrations.AddField(
            model_name="network",
            name="reminds",
            field=models.BooleanField(db_default=False, default=True),
        ),
    ]
