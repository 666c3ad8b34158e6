"""Who is found by a beginning is read in the index's own order, so that a name of thousands costs what a rare one does."""

from django.db import migrations, models

LEVELS = ("county", "town", "village")


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_erasures")]

    operations = [
        *(migrations.RemoveIndex("searchkey", f"registry_key_{level}") for level in LEVELS),
        *(
            migrations.AddIndex(
                "searchkey",
                models.Index(fields=[f"{level}_id", "key", "person"], name=f"registry_key_{level}"),
            )
            for level in LEVELS
        ),
    ]
