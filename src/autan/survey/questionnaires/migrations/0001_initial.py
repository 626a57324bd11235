"""Take over the tables of questionnaires, which the surveys room made and renamed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """State only: the tables are there."""

    initial = True
    dependencies = [
        ("surveys", "0003_leave_questionnaires"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="QuestionnaireVersion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=80)),
                        ("version", models.DateField()),
                        ("title_fr", models.CharField(max_length=200)),
                        ("title_en", models.CharField(max_length=200)),
                        ("document", models.TextField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={"ordering": ("slug", "-version")},
                ),
                migrations.AddConstraint(
                    model_name="questionnaireversion",
                    constraint=models.UniqueConstraint(
                        fields=("slug", "version"), name="questionnaires_one_document_a_version"
                    ),
                ),
                migrations.CreateModel(
                    name="QuestionnaireDraft",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("title_fr", models.CharField(max_length=200)),
                        ("document", models.TextField()),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="questionnaires.questionnaireversion",
                            ),
                        ),
                        (
                            "updated_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={"ordering": ("-updated_at",)},
                ),
            ],
        ),
    ]
