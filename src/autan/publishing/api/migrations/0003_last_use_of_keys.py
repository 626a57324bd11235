from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0002_scoped_keys'),
    ]

    operations = [
        migrations.AddField(
            model_name='readkey',
            name='used_on',
            field=models.DateField(blank=True, null=True),
        ),
    ]
