"""Campaigns point to the questionnaires of their own room; the columns are the same."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """State only: the foreign key leads to the same table."""

    dependencies = [("surveys", "0003_leave_questionnaires"), ("questionnaires", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="campaign",
                    name="questionnaire",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="questionnaires.questionnaireversion",
                    ),
                ),
                migrations.DeleteModel(name="QuestionnaireDraft"),
                migrations.DeleteModel(name="QuestionnaireVersion"),
            ],
        ),
    ]
