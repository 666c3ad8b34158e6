"""Checks a login and a password."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from cunli.accounts.models import User


class StaffBackend(BaseBackend):
    """By username or phone, with a password. A user who is switched off has no session any more."""

    def authenticate(
        self, request: HttpRequest | None, login: str = "", password: str = "", **credentials: object
    ) -> User | None:
        del request, credentials
        user = User.objects.by_login(login)
        if user is None or not user.has_usable_password():
            User().set_password(password)  # as slow as a wrong password, so that nobody learns which logins exist
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
