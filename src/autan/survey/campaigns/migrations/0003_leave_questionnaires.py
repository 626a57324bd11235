"""Give the tables of questionnaires the names of their own room, which takes them over in its first migration."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Renames only; no row is touched."""

    dependencies = [("surveys", "0002_collection")]

    operations = [
        migrations.RemoveConstraint(model_name="questionnaireversion", name="surveys_one_document_a_version"),
        migrations.AlterModelTable(name="questionnaireversion", table="questionnaires_questionnaireversion"),
        migrations.AlterModelTable(name="questionnairedraft", table="questionnaires_questionnairedraft"),
        migrations.AddConstraint(
            model_name="questionnaireversion",
            constraint=models.UniqueConstraint(
                fields=("slug", "version"), name="questionnaires_one_document_a_version"
            ),
        ),
    ]
