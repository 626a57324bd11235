"""Point to who wrote, decided or recorded each thing, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, name_to_key


class Migration(migrations.Migration):
    dependencies = [("minutes", "0001_initial"), *MANDATES]

    operations = [
        *name_to_key("minutes.Amendment", "behalf", name="on_behalf_of", network="minutes__network__slug"),
        *name_to_key("minutes.MinutesVersion", "by", network="minutes__network__slug", is_signed=True),
        *name_to_key("minutes.Amendment", "by", network="minutes__network__slug", is_signed=True),
        *name_to_key("minutes.Amendment", "decided_by", network="minutes__network__slug"),
        *name_to_key("minutes.PassageWithdrawal", "by", network="minutes__network__slug", is_signed=True),
    ]
