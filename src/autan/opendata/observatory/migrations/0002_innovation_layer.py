"""The innovation layer of a network: energy chains, members involved, clusters and sites."""

import django.db.models.deletion
from django.db import migrations, models

_KINDS = ("site", "project", "demonstration", "cluster")


def _key() -> models.BigAutoField:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """Three tables; the content that ships fills them."""

    dependencies = [("observatory", "0001_registers"), ("territories", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="EnergyChainRecord",
            fields=[
                ("id", _key()),
                ("code", models.SlugField(max_length=40)),
                ("label_fr", models.CharField(max_length=120)),
                ("label_en", models.CharField(max_length=120)),
                ("facts", models.JSONField(default=list)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="energy_chains",
                        to="territories.network",
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="InnovationPlaceRecord",
            fields=[
                ("id", _key()),
                ("kind", models.CharField(choices=[(kind, kind) for kind in _KINDS], max_length=15)),
                ("label_fr", models.CharField(max_length=200)),
                ("label_en", models.CharField(max_length=200)),
                ("commune", models.CharField(blank=True, max_length=5)),
                ("since", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("until", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("facts", models.JSONField(default=list)),
                (
                    "chain",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="observatory.energychainrecord",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="innovation_places",
                        to="territories.network",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.CreateModel(
            name="InvolvedMember",
            fields=[
                ("id", _key()),
                ("fact", models.CharField(max_length=40)),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="involved_members",
                        to="territories.network",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="territories.territory"
                    ),
                ),
            ],
            options={"ordering": ("id",)},
        ),
        migrations.AddConstraint(
            model_name="energychainrecord",
            constraint=models.UniqueConstraint(fields=("network", "code"), name="observatory_one_chain_a_code"),
        ),
        migrations.AddConstraint(
            model_name="innovationplacerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(kind="cluster", territory__isnull=True, chain__isnull=True)
                | models.Q(~models.Q(kind="cluster"), territory__isnull=False, chain__isnull=False),
                name="observatory_site_has_its_member_and_chain",
            ),
        ),
    ]
