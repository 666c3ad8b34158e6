import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0008_corrections_and_production"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="guardianconsent", name="registry_consent_not_own"),
        migrations.RemoveConstraint(model_name="guardianconsent", name="registry_consent_span"),
        migrations.RemoveConstraint(model_name="guardianconsent", name="registry_consent_proof"),
        migrations.RenameModel(old_name="GuardianConsent", new_name="Consent"),
        migrations.RenameField(model_name="consent", old_name="child", new_name="person"),
        migrations.RenameField(model_name="consent", old_name="guardian", new_name="given_by"),
        migrations.AlterField(
            model_name="consent",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="registry.person"
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="way",
            field=models.CharField(
                choices=[
                    ("paper", "签了纸"),
                    ("witnessed", "当面说的，有人作证"),
                    ("own_click", "自己在手机上点的"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(model_name="consent", name="until", field=models.DateField(blank=True, null=True)),
        migrations.AddField(
            model_name="consent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=(Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")))
                & (Q(until=None) | Q(until__gt=F("given_on"))),
                name="registry_consent_span",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=(Q(way="paper") & ~Q(paper=""))
                | (Q(way="witnessed") & ~Q(witness=""))
                | Q(way="own_click", given_by=F("person")),
                name="registry_consent_proof",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=Q(withdrawn_on=None, until__isnull=False), fields=["until"], name="registry_consent_until"
            ),
        ),
    ]
