"""Decisions on quality alerts, and two columns of the steps of a run, take their names of today."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Renames alone: every row is kept."""

    dependencies = [("observatory", "0003_refresh_runs")]

    operations = [
        migrations.RenameModel("DoubtDecision", "AlertDecision"),
        migrations.AlterField(
            "AlertDecision",
            "territory",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="alert_decisions",
                to="territories.territory",
            ),
        ),
        migrations.RenameField("RefreshStep", "told_at", "reported_at"),
        migrations.RenameField("RefreshStep", "said", "lines"),
    ]
