from typing import ClassVar

from django.conf import settings
from django.db import models

class AuthenticatorManager(models.Manager[Authenticator]): ...

class Authenticator(models.Model):
    class Type(models.TextChoices):
        RECOVERY_CODES = "recovery_codes"
        TOTP = "totp"
        WEBAUTHN = "webauthn"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    user_id: int
    type = models.CharField(max_length=20, choices=Type.choices)
    data = models.JSONField()
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    objects: ClassVar[AuthenticatorManager]
