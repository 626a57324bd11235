"""Point to who changed, stated or gave each thing, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, name_to_key


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_dated_values"), *MANDATES]

    operations = [
        *name_to_key("indicators.Indicator", "owner", network="territory__memberships__network__slug", is_signed=True),
        *name_to_key("indicators.RecordedValue", "given_by", network="indicator__territory__memberships__network__slug"),
        *name_to_key("indicators.FindingReview", "by", network="territory__memberships__network__slug"),
    ]
