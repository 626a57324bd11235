"""Point the lines and the remarks to who made them, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import name_to_key


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_lines_about_people"), ("accounts", "0003_accounts_are_individuals")]

    operations = [
        *name_to_key("journal.JournalEntry", "by", network="network", is_signed=True),
        *name_to_key("journal.Remark", "by", is_signed=True),
    ]
