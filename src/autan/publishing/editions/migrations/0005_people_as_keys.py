"""Point to who wrote a version, submitted a text or gave an opinion, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, name_to_key


class Migration(migrations.Migration):
    dependencies = [("synthesis", "0004_reviews"), *MANDATES]

    operations = [
        *name_to_key("synthesis.TextVersion", "by", network="edition__network", is_signed=True),
        *name_to_key("synthesis.Review", "submitted_by", network="edition__network", is_signed=True),
        *name_to_key("synthesis.ReviewOpinion", "by", network="review__edition__network", is_signed=True),
    ]
