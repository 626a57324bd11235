"""Put the lines about people under the room that holds people."""

from django.db import migrations


def move(apps, before, after):
    """Name another room in the lines about people."""
    apps.get_model("journal", "JournalEntry").objects.filter(room=before, kind="person").update(room=after)


def to_accounts(apps, schema_editor):
    """The lines of mandates were under territories."""
    move(apps, "territories", "accounts")


def to_territories(apps, schema_editor):
    """Back to where they were."""
    move(apps, "accounts", "territories")


class Migration(migrations.Migration):
    """Nothing else of a line changes."""

    dependencies = [("journal", "0002_entries_of_networks_and_remarks")]

    operations = [migrations.RunPython(to_accounts, to_territories)]
