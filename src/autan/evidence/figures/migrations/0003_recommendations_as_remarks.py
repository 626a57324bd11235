"""Move why people recommend a resource to the remarks of the journal."""

from django.db import migrations

ROOM, KIND, PLACE = "evidence", "resource", "recommendation"


def keep_as_remarks(apps, schema_editor):
    """Make a remark of each recommendation, with its author and its date."""
    recommendations = apps.get_model("evidence", "Recommendation").objects.select_related("resource", "by")
    remarks = apps.get_model("journal", "Remark").objects
    for kept in recommendations.order_by("written_at", "id"):
        remark = remarks.create(
            room=ROOM,
            kind=KIND,
            object_id=kept.resource.slug,
            place=PLACE,
            text=kept.reason,
            by=kept.by,
            by_name=kept.by.name,
        )
        remarks.filter(pk=remark.pk).update(at=kept.written_at, changed_at=kept.written_at)


def keep_as_recommendations(apps, schema_editor):
    """Make a recommendation of each remark on a resource that stands."""
    recommendations = apps.get_model("evidence", "Recommendation").objects
    resources = dict(apps.get_model("evidence", "Resource").objects.values_list("slug", "pk"))
    remarks = apps.get_model("journal", "Remark").objects.filter(room=ROOM, kind=KIND, place=PLACE)
    for remark in remarks.filter(by__isnull=False, object_id__in=resources, withdrawn_at__isnull=True):
        recommendations.update_or_create(
            resource_id=resources[remark.object_id], by_id=remark.by_id, defaults={"reason": remark.text[:500]}
        )
    remarks.delete()


class Migration(migrations.Migration):
    """The words, their author and their date are kept."""

    dependencies = [
        ("evidence", "0002_library"),
        ("journal", "0002_entries_of_networks_and_remarks"),
    ]
    run_before = [("journal", "0004_people_as_keys")]  # remarks get a key in place of the name

    operations = [
        migrations.RunPython(keep_as_remarks, keep_as_recommendations),
        migrations.DeleteModel(name="Recommendation"),
    ]
