"""People who are named, with an account or without."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Individual",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("network", models.CharField(blank=True, max_length=60)),
                ("is_doubtful", models.BooleanField(default=False)),
            ],
            options={"indexes": [models.Index(fields=["name", "network"], name="individuals_name")]},
        ),
    ]
