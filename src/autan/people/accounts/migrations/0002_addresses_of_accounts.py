"""Give each account of before its address in django-allauth, so that changing it loses nothing."""

from django.db import migrations


def record_addresses(apps, schema_editor):
    person_model = apps.get_model("accounts", "Person")
    address_model = apps.get_model("account", "EmailAddress")
    for person in person_model.objects.all():
        address, _ = address_model.objects.get_or_create(user_id=person.pk, email=person.email)
        address_model.objects.filter(user_id=person.pk).exclude(pk=address.pk).update(primary=False)
        address.primary = address.verified = True
        address.save(update_fields=["primary", "verified"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(record_addresses, migrations.RunPython.noop)]
