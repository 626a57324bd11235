"""Point to who wrote, decided or recorded each thing, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, name_to_key


class Migration(migrations.Migration):
    dependencies = [("crossreading", "0002_contradiction_status"), *MANDATES]

    operations = [
        *name_to_key("crossreading.FrameVersion", "by", network="network__slug"),
        *name_to_key("crossreading.Alignment", "by", network="network__slug", is_signed=True),
        *name_to_key("crossreading.SecondReading", "by", network="network__slug"),
        *name_to_key("crossreading.BlindAlignment", "by", network="reading__network__slug", is_signed=True),
        *name_to_key("crossreading.ContradictionReview", "answered_by", network="network__slug"),
        *name_to_key("crossreading.ContradictionReview", "by", network="network__slug"),
        *name_to_key("crossreading.Proposal", "by", network="network__slug"),
        *name_to_key("crossreading.Recommendation", "by", network="network__slug"),
    ]
