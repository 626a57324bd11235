"""A draft is of one network: that of who changed it last, when she coordinates one alone."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def give_networks(apps: Any, schema_editor: Any) -> None:
    """Give each draft the network of its last author; one whose author coordinates several, or none, keeps none."""
    del schema_editor
    drafts, mandates = (
        apps.get_model(*place) for place in (("questionnaires", "QuestionnaireDraft"), ("territories", "Mandate"))
    )
    for draft in drafts.objects.exclude(updated_by=None):
        held = mandates.objects.filter(person=draft.updated_by_id, role="coordinator", network__isnull=False)
        slugs = set(held.values_list("network__slug", flat=True))
        if len(slugs) == 1:
            drafts.objects.filter(pk=draft.pk).update(network=slugs.pop())


class Migration(migrations.Migration):
    dependencies = [
        ("questionnaires", "0001_initial"),
        ("territories", "0009_short_names_of_the_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="questionnairedraft",
            name="network",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territories.network",
                to_field="slug",
            ),
        ),
        migrations.RunPython(give_networks, migrations.RunPython.noop),
    ]
