"""Runs that ask services for new editions, and their steps."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_STATES = ("waiting", "asking", "adopted", "held_back", "failed", "stopped")


def _key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """Two tables; nothing is filled."""

    dependencies = [
        ("observatory", "0002_innovation_layer"),
        ("territories", "0010_queued_invitations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RefreshRun",
            fields=[
                ("id", _key()),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refresh_runs",
                        to="territories.network",
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="RefreshStep",
            fields=[
                ("id", _key()),
                ("source", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(choices=[(s, s) for s in _STATES], default="waiting", max_length=12),
                ),
                ("is_accepted", models.BooleanField(default=False)),
                ("said", models.JSONField(blank=True, default=list)),
                ("progress", models.CharField(blank=True, max_length=200)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="observatory.refreshrun",
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.AddConstraint(
            model_name="refreshrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("network",),
                name="observatory_one_open_refresh",
            ),
        ),
        migrations.AddConstraint(
            model_name="refreshstep",
            constraint=models.UniqueConstraint(fields=("run", "source"), name="observatory_one_step_a_source"),
        ),
    ]
