"""The secrets by which invitations travel: one for the link, and a short code to type. Only hashes are stored."""

import hashlib
import secrets
from typing import NamedTuple

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What codes are made of: no two of them look alike, and each holds five bits."""

_SIGNS_OF_A_CODE = 12
_GROUP = 4


class Pass(NamedTuple):
    """What opens one invitation: the secret of its link, and its code in groups ("ABCD-EFGH-JKLM")."""

    secret: str
    code: str

    @property
    def secret_hash(self) -> str:
        """Return what is stored of the secret."""
        return hashed(self.secret)

    @property
    def code_hash(self) -> str:
        """Return what is stored of the code."""
        return hashed(bare(self.code))


def new_pass() -> Pass:
    """Return one that nobody can guess: 256 bits in the link, 60 in the code."""
    code = "".join(secrets.choice(SIGNS) for _ in range(_SIGNS_OF_A_CODE))
    groups = (code[at : at + _GROUP] for at in range(0, _SIGNS_OF_A_CODE, _GROUP))
    return Pass(secrets.token_urlsafe(32), "-".join(groups))


def bare(typed: str) -> str:
    """Return a code as it is hashed, however it was typed: "abcd efgh jklm" is the same one."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def hashed(secret: str) -> str:
    """Return the hash by which a secret or a bare code is found again."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
