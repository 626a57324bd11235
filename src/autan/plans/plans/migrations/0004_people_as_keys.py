"""Point to who changed, stated or gave each thing, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, name_to_key


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_completeness"), *MANDATES]

    operations = [
        *name_to_key("plans.PlanLine", "changed_by", network="plan__subjects__memberships__network__slug"),
        *name_to_key("plans.StatedCompetence", "stated_by", network="territory__memberships__network__slug"),
    ]
