from typing import ClassVar

from allauth.account.managers import EmailAddressManager, EmailConfirmationManager
from django.conf import settings
from django.db import models

class EmailAddress(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    email = models.EmailField()
    verified = models.BooleanField()
    primary = models.BooleanField()
    objects: ClassVar[EmailAddressManager]

class EmailConfirmation(models.Model):
    email_address = models.ForeignKey(EmailAddress, models.CASCADE)
    created = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    key = models.CharField(max_length=64)
    objects: ClassVar[EmailConfirmationManager]
