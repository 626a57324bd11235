"""The column `standing` becomes `status`."""

from django.db import migrations


class Migration(migrations.Migration):
    """A rename alone: every row is kept."""

    dependencies = [("crossreading", "0001_initial")]

    operations = [migrations.RenameField("ContradictionReview", "standing", "status")]
