"""How a page that holds its own style and scripts names them to its content-security policy."""

from __future__ import annotations

import base64
import hashlib


def content_hash(text: str) -> str:
    """The source expression for an inlined style or script: `sha256-` and the digest in base64."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
