"""Files as LibreOffice saves them."""

from __future__ import annotations

import subprocess
from pathlib import Path


def converted(source: Path, form: str) -> Path:
    """A file saved in another form (`doc`, `odt`, `pdf`), beside it and with its name."""
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", form, "--outdir", source.parent, source],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    return source.with_suffix(f".{form}")
