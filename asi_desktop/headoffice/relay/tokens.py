"""The nonce that a laptop's next request is signed over: made without memory, good for thirty days."""

import hmac

_TIME_BYTES = 5
_CODE_BYTES = 12
_GOOD_FOR_S = 30 * 24 * 3600


class Tokens:
    """Makes and recognises tokens; all relay processes share ``secret`` (32 bytes)."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def issue(self, device: bytes, now_ms: int) -> bytes:
        """Return a fresh token for ``device``."""
        return self._sealed(device, (now_ms // 1000).to_bytes(_TIME_BYTES, "big"))

    def fresh(self, token: bytes, device: bytes, now_ms: int) -> bool:
        """Tell whether ``token`` was made for ``device`` in the last thirty days."""
        made = token[:_TIME_BYTES]
        if not hmac.compare_digest(token, self._sealed(device, made)):
            return False
        return 0 <= now_ms // 1000 - int.from_bytes(made, "big") <= _GOOD_FOR_S

    def _sealed(self, device: bytes, made: bytes) -> bytes:
        code = hmac.digest(self._secret, b"asi-token-1" + device + made, "sha256")
        return made + code[:_CODE_BYTES]
