"""The comments on what will be published become remarks of the journal; entries kept aside get the name they deserve.

Every comment keeps its author, its time and its text. Answers without the name of their author get that of the account.
"""

from django.db import migrations, models

_PRODUCT = "Autan (préparation automatique)"


def move_replies(apps, schema_editor):
    """Make a remark of each reply, at the time of the reply."""
    Remark = apps.get_model("journal", "Remark")
    for reply in apps.get_model("surveys", "Reply").objects.select_related("campaign").order_by("id"):
        remark = Remark.objects.create(
            room="surveys",
            kind="answers",
            object_id=f"{reply.campaign.slug}/{reply.territory_id}",
            place=reply.question,
            text=reply.text,
            by_id=reply.by_id,
            by_name=reply.by_name,
        )
        Remark.objects.filter(pk=remark.pk).update(at=reply.at, changed_at=reply.at)


def name_authors(apps, schema_editor):
    """Write the name of the author in the rows of the first version, which had the account alone."""
    Answer = apps.get_model("surveys", "Answer")
    nameless = Answer.objects.filter(by_name="")
    for answer in nameless.filter(by__isnull=False).select_related("by"):
        Answer.objects.filter(pk=answer.pk).update(by_name=answer.by.name)
    nameless.filter(by__isnull=True).update(by_name=_PRODUCT)


def rename_reason(apps, schema_editor):
    """The reason is called a conflict, as everywhere else."""
    apps.get_model("surveys", "UnsavedEntry").objects.filter(reason="contested").update(reason="conflict")


class Migration(migrations.Migration):
    """No row is lost."""

    dependencies = [
        ("surveys", "0004_point_to_questionnaires"),
        ("journal", "0002_entries_of_networks_and_remarks"),
    ]
    run_before = [("journal", "0004_people_as_keys")]  # remarks get a key in place of the name

    operations = [
        migrations.RunPython(move_replies, migrations.RunPython.noop),
        migrations.DeleteModel(name="Reply"),
        migrations.RunPython(name_authors, migrations.RunPython.noop),
        migrations.RenameModel(old_name="KeptEntry", new_name="UnsavedEntry"),
        migrations.AlterField(
            model_name="unsavedentry",
            name="campaign",
            field=models.ForeignKey(
                on_delete=models.deletion.PROTECT, related_name="unsaved_entries", to="surveys.campaign"
            ),
        ),
        migrations.AlterField(
            model_name="unsavedentry",
            name="invitation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.deletion.PROTECT,
                related_name="unsaved_entries",
                to="surveys.invitation",
            ),
        ),
        migrations.RunPython(rename_reason, migrations.RunPython.noop),
    ]
