"""Tasks that wait in the queue bear the path of their function, which now stands in a district."""

from django.db import migrations

MOVED = {
    "autan.mail.actions.": "autan.people.mail.actions.",
    "autan.prepared_files.actions.": "autan.people.prepared_files.actions.",
    "autan.data_updates.actions.refresh_runs.": "autan.opendata.updates.actions.refresh_runs.",
}


def move_tasks(apps, schema_editor):
    """Give each queued or finished task the path of today."""
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects.using(schema_editor.connection.alias)
    for before, after in MOVED.items():
        for task in tasks.filter(task_path__startswith=before):
            task.task_path = after + task.task_path.removeprefix(before)
            task.save(update_fields=["task_path"])


class Migration(migrations.Migration):
    dependencies = [
        ("mail", "0002_message_status"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]

    operations = [migrations.RunPython(move_tasks, migrations.RunPython.noop)]
