"""The column `told_at` becomes `reported_at`."""

from django.db import migrations


class Migration(migrations.Migration):
    """A rename alone: every row is kept."""

    dependencies = [("prepared_files", "0001_initial")]

    operations = [migrations.RenameField("PreparedFile", "told_at", "reported_at")]
