"""Point to who codes, decides and keeps codebooks, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, RemoveNames, check_now, individual_of_name, name_to_key
from autan.people.individuals.models import PersonKey

NETWORK = "corpus__codebook__network__slug"
SIGNED = ("CodingRecord", "TextReading", "SuggestionDecision")


def point_to_coders(apps, schema_editor):
    """One individual for each key of a coder in a network: two people of one name are two."""
    individuals = apps.get_model("individuals", "Individual").objects
    accounts = set(apps.get_model("accounts", "Person").objects.values_list("pk", flat=True))
    coders, named = {}, set()

    def coder(network, key, name):
        number = key.removeprefix("person-")
        if key.startswith("person-") and number.isdecimal() and int(number) in accounts:
            return int(number)
        if (network, key) not in coders:
            is_first = (network, name) not in named
            named.add((network, name))
            coders[network, key] = (
                individual_of_name(apps, name, network, may_be_account=False)
                if is_first
                else individuals.create(name=name[:120], network=network).pk
            )
        return coders[network, key]

    for table in SIGNED:
        rows = apps.get_model("coding", table).objects
        unsigned = rows.filter(coder__isnull=True).order_by()
        for network, key, name in list(unsigned.values_list(NETWORK, "coder_key", "coder_name").distinct()):
            same = unsigned.filter(coder_key=key, **{NETWORK: network}).values_list("pk", flat=True)
            rows.filter(pk__in=list(same)).update(coder=coder(network, key, name))
    for draw in apps.get_model("coding", "DoubleCoding").objects.select_related("corpus__codebook__network"):
        network = draw.corpus.codebook.network.slug
        draw.coders = [[key, coder(network, key, name)] for key, name in draw.coders]
        draw.save(update_fields=["coders"])
    check_now(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("coding", "0001_initial_records"), *MANDATES]

    operations = [
        *(migrations.AlterField(table, "coder", PersonKey()) for table in SIGNED),
        migrations.RunPython(point_to_coders, migrations.RunPython.noop),
        *(RemoveNames(table, "coder_name") for table in SIGNED),
        *name_to_key("coding.CodebookVersion", "by", network="codebook__network__slug"),
        *name_to_key("coding.SettlementRecord", "by", network=NETWORK, is_signed=True),
    ]
