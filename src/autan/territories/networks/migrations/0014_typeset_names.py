"""Names of the register with the apostrophes of French, as they are read from now on."""

from typing import Any

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace


def set_apostrophes(apps: Any, schema_editor: Any) -> None:
    """Write the curved apostrophe in place of the straight one."""
    del schema_editor
    names = {field: Replace(F(field), Value("'"), Value("’")) for field in ("name", "short_name")}
    apps.get_model("territories", "Territory").objects.filter(name__contains="'").update(**names)


class Migration(migrations.Migration):
    dependencies = [("territories", "0013_network_deadline_reminders")]

    operations = [migrations.RunPython(set_apostrophes, migrations.RunPython.noop)]
