"""What the last removal took away from a draft, to be put back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0002_drafts_of_networks")]

    operations = [
        migrations.AddField(
            model_name="questionnairedraft",
            name="document_before",
            field=models.TextField(blank=True, default=""),
        ),
    ]
