from django.db import migrations

from shanyraq.kernel.facts.clustered import KeepInItsKey


class Migration(migrations.Migration):

    dependencies = [
        ('facts', '0001_companions'),
    ]

    operations = [
        KeepInItsKey('Claim'),
        KeepInItsKey('Companion'),
    ]
