"""Point to who changed, stated or gave each thing, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, name_to_key


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_saved_views"), *MANDATES]

    operations = [
        *name_to_key("projects.ActionSheet", "changed_by", network="carriers__memberships__network__slug"),
    ]
