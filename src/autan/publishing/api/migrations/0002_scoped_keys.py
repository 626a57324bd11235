import django.db.models.deletion
from django.db import migrations, models

import autan.people.individuals.models


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0001_initial'),
        ('individuals', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='readkey',
            name='act',
            field=models.CharField(blank=True, max_length=60, default=''),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='readkey',
            name='expires_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='readkey',
            name='holder',
            field=autan.people.individuals.models.PersonKey(),
        ),
        migrations.AddField(
            model_name='readkey',
            name='network',
            field=models.CharField(blank=True, max_length=80, default=''),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='WrittenBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('answer', models.JSONField(default=dict)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to='api.readkey')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddConstraint(
            model_name='writtenbatch',
            constraint=models.UniqueConstraint(fields=('key', 'token'), name='api_one_batch_of_a_token'),
        ),
    ]
