import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A line keeps what the register was to be asked; how far a run has come is written on the run alone."""

    dependencies = [
        ('exchange', '0003_apart'),
        ('registry', '0001_register'),
    ]

    operations = [
        migrations.AddField(
            model_name='line',
            name='plan',
            field=models.TextField(blank=True, default=''),
            preserve_default=False,
        ),
        migrations.RemoveField(model_name='line', name='done'),
        migrations.AlterField(
            model_name='line',
            name='run',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='exchange.run'),
        ),
        migrations.AlterField(
            model_name='line',
            name='organisation',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.organisation'),
        ),
        # A batch asks for many keys of one source, whoever brought them.
        migrations.RemoveConstraint(model_name='sourcekey', name='source_key_once'),
        migrations.AddConstraint(
            model_name='sourcekey',
            constraint=models.UniqueConstraint(fields=('source', 'kind', 'key', 'organisation'), name='source_key_once'),
        ),
    ]
