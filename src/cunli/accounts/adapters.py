"""What allauth asks the project for."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from cunli.lib import crypto

PLACE = "mfa_authenticator.data"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seals the secrets of second factors with the keys in the data folder."""

    def encrypt(self, text: str) -> str:
        return crypto.seal(text, place=PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.open_sealed(encrypted_text, place=PLACE)
