"""Libraries that sign and encrypt, which applications of every framework use."""

from __future__ import annotations

from routelint.model.exposures import Place

SESSIONS = "sign a session for any user"
TOKENS = "sign a token for any user"
_VALUES = "sign what the application trusts"
_DECRYPT = "read and forge what is encrypted"

_SERIALIZERS = (
    "Serializer",
    "TimedSerializer",
    "URLSafeSerializer",
    "URLSafeTimedSerializer",
    "Signer",
    "TimestampSigner",
    "TimedJSONWebSignatureSerializer",
    "JSONWebSignatureSerializer",
)

#: Canonical callee -> where its keys are, and what who knows them can do.
SIGNING: dict[str, tuple[tuple[Place, ...], str]] = {
    "jwt.encode": ((("key", 1),), TOKENS),
    "jwt.decode": ((("key", 1),), TOKENS),
    "jose.jwt.encode": ((("key", 1),), TOKENS),
    "jose.jwt.decode": ((("key", 1),), TOKENS),
    "authlib.jose.jwt.encode": ((("key", 2),), TOKENS),
    "authlib.jose.jwt.decode": ((("key", 1),), TOKENS),
    **{f"itsdangerous.{name}": ((("secret_key", 0),), _VALUES) for name in _SERIALIZERS},
    "hmac.new": ((("key", 0),), _VALUES),
    "hmac.digest": ((("key", 0),), _VALUES),
    "cryptography.fernet.Fernet": ((("key", 0),), _DECRYPT),
}

SIGNING_WORDS = frozenset({*_SERIALIZERS, "hmac", "Fernet", "joserfc"}) - {"Signer", "Serializer"}
SIGNING_PATTERNS = (
    r"jwt\.(?:en|de)code(?:_complete)?\(",
    r"jws\.(?:decode|verify|extract_compact)\(",
    r"\b(?:verify_(?:signature|exp|aud)|verify=False|allow_expired|get_unverified_claims|JsonWebToken)\b",
)
