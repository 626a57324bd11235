"""Point to who gave a quantity or kept a scenario; what a group typed to sign stays as it is."""

from django.db import migrations, models

from autan.people.individuals.importers import MANDATES, check_now, name_to_key
from autan.people.individuals.models import PersonKey

NETWORK = "territory__memberships__network__slug"


def sign_by_key(apps, schema_editor):
    """A scenario that an account signs is signed by its key alone."""
    kept = apps.get_model("foresight", "KeptScenario").objects
    kept.filter(kept_by__isnull=False, authors=models.F("kept_by__name")).update(authors="")
    check_now(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("foresight", "0004_offset_reasons"), *MANDATES]

    operations = [
        *name_to_key("foresight.OwnQuantity", "given_by", network=NETWORK, is_signed=True),
        *name_to_key("foresight.OffsetReason", "given_by", network=NETWORK, is_signed=True),
        migrations.AlterField("KeptScenario", "kept_by", PersonKey()),
        migrations.AlterField("KeptScenario", "authors", models.CharField(blank=True, max_length=300)),
        migrations.RunPython(sign_by_key, migrations.RunPython.noop),
    ]
