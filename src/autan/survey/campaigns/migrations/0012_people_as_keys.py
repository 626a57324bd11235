"""Point to who answered, validated, typed or holds a link, with an account or without."""

from django.db import migrations

from autan.people.individuals.importers import MANDATES, RemoveNames, check_now, individual_of_name, name_to_key, names_back
from autan.people.individuals.models import PersonKey


def keep_authors_of_files(apps, schema_editor):
    """An answer that a file names another author of is that of this author, not of the account that took it in."""
    answers = apps.get_model("surveys", "Answer").objects
    accounts = dict(apps.get_model("accounts", "Person").objects.values_list("pk", "name"))
    groups = answers.filter(by__isnull=False).exclude(by_name="").order_by()
    for by, name, network in list(groups.values_list("by", "by_name", "campaign__network").distinct()):
        # an account that was erased kept its answers under a name that must not come back
        if name != accounts[by] and accounts[by] != "Personne effacée":
            author = individual_of_name(apps, name, network, may_be_account=False)
            rows = answers.filter(by=by, by_name=name, campaign__network=network)
            answers.filter(pk__in=list(rows.values_list("pk", flat=True))).update(by=author)
    check_now(schema_editor)


def give_links_their_holders(apps, schema_editor):
    """One holder for each name and address of a network; where addresses differ, so do people."""
    invitations = apps.get_model("surveys", "Invitation").objects.order_by("pk")
    individuals = apps.get_model("individuals", "Individual").objects
    addresses, holders = {}, {}
    rows = list(invitations.values_list("pk", "name", "campaign__network", "email"))
    for _pk, name, network, email in rows:
        addresses.setdefault((name, network), set()).add(email.lower())
    for pk, name, network, email in rows:
        key = (name, network, email.lower())
        if key not in holders:
            is_alone = len(addresses[name, network]) == 1
            holders[key] = (
                individual_of_name(apps, name, network, may_be_account=False)
                if is_alone
                else individuals.create(name=name, network=network).pk
            )
        invitations.filter(pk=pk).update(holder=holders[key])
        for table in ("Answer", "UnsavedEntry"):
            written = apps.get_model("surveys", table).objects.filter(invitation=pk, by__isnull=True, by_name=name)
            written.update(by=holders[key])
    check_now(schema_editor)


NETWORK = "campaign__network"


class Migration(migrations.Migration):
    dependencies = [("surveys", "0011_unvalidated_answers"), *MANDATES]

    operations = [
        migrations.AlterField("Answer", "by", PersonKey()),
        migrations.AlterField("UnsavedEntry", "by", PersonKey()),
        migrations.AddField("Invitation", "holder", PersonKey()),
        migrations.RunPython(keep_authors_of_files, migrations.RunPython.noop),
        migrations.RunPython(give_links_their_holders, names_back("surveys", "Invitation", "holder", "name")),
        RemoveNames("Invitation", "name"),
        *name_to_key("surveys.Answer", "by", network=NETWORK, is_signed=True),
        *name_to_key("surveys.SectionValidation", "by", network=NETWORK, is_signed=True),
        *name_to_key("surveys.UnsavedEntry", "by", network=NETWORK, is_signed=True),
    ]
