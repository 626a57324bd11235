"""Point to who wrote, decided or recorded each thing, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, name_to_key


class Migration(migrations.Migration):
    dependencies = [("working_group", "0003_reminders_and_contradictions"), *MANDATES]

    operations = [
        *name_to_key(
            "working_group.Participation",
            "representative",
            name="represented_by",
            network="meeting__body__network__slug",
        ),
        *name_to_key("working_group.Decision", "recorded_by", network="network__slug"),
    ]
