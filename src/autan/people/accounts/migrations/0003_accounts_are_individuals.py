"""Make each account the individual of its number, whose name it keeps: what pointed to it points to both."""

from django.core.management.color import no_style
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class BecomeIndividual(Operation):
    """The key of accounts is that of an individual; the name goes there."""

    reversible = False
    reduces_to_sql = False

    def state_forwards(self, app_label, state):
        account = state.models[app_label, "person"]
        others = {name: field for name, field in account.fields.items() if name not in {"id", "name"}}
        link = models.OneToOneField(
            "individuals.Individual",
            on_delete=models.PROTECT,
            parent_link=True,
            primary_key=True,
            serialize=False,
            db_column="id",
        )
        account.fields = {"individual": link, **others}
        account.bases = ("individuals.individual",)
        state._relations = None
        state.reload_model(app_label, "person", delay=False)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        before = from_state.apps.get_model(app_label, "Person")
        account = to_state.apps.get_model(app_label, "Person")
        individual = to_state.apps.get_model("individuals", "Individual")
        connection = schema_editor.connection
        kept = before.objects.order_by("pk").values_list("pk", "name")
        individual.objects.bulk_create(individual(pk=pk, name=name) for pk, name in kept)
        for statement in connection.ops.sequence_reset_sql(no_style(), [individual]):
            schema_editor.execute(statement)
        number, name = before._meta.get_field("id"), before._meta.get_field("name")
        link = account._meta.get_field("individual")
        if connection.vendor == "sqlite":
            schema_editor._remake_table(before, delete_field=name, alter_fields=[(number, link)])
            return
        schema_editor.remove_field(before, name)
        schema_editor.execute("ALTER TABLE accounts_person ALTER COLUMN id DROP IDENTITY IF EXISTS")
        schema_editor.execute(schema_editor._create_fk_sql(account, link, "_fk_%(to_table)s_%(to_column)s"))

    def describe(self):
        return "Make each account an individual"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_addresses_of_accounts"), ("individuals", "0001_initial")]

    operations = [BecomeIndividual()]
