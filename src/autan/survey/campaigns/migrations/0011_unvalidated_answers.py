"""Answers that are not validated are kept from other members, unless the campaign says otherwise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0010_partial_proposals"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="shares_unvalidated",
            field=models.BooleanField(default=False),
        ),
    ]
