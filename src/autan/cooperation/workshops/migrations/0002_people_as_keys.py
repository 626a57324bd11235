"""Point to who wrote, decided or recorded each thing, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, name_to_key


class Migration(migrations.Migration):
    dependencies = [("workshops", "0001_initial"), *MANDATES]

    operations = [
        *name_to_key("workshops.Note", "signed_by", name="author", network="workshop__network__slug"),
        *name_to_key("workshops.WorkshopFile", "made_by", name="author", network="workshop__network__slug"),
        *name_to_key("workshops.Workshop", "closed_by", network="network__slug"),
        *name_to_key("workshops.Note", "withdrawn_by", network="workshop__network__slug"),
        *name_to_key("workshops.WorkshopFile", "added_by", network="workshop__network__slug"),
    ]
