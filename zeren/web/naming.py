"""Names of hosts and origins as a person writes them, brought to the form in which browsers send them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from zeren.errors import UsageError

_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
"""A part of a name; browsers ask for names with `_` too."""

_FURTHER = re.compile(r"[\s?#@]")
"""What begins more than a host; urlsplit passes over white space."""

_PORTS = {"http": 80, "https": 443}
"""The ports that browsers leave out."""


class _Place(NamedTuple):
    """What an address names when it names nothing within a host."""

    scheme: str
    host: str
    port: int | None


def host_of(written: str) -> str:
    """The name of a host, without its port, as a browser asks for it.

    Args:
        written: a name or an address; a port that browsers leave out may stand behind it.

    Raises:
        UsageError: it is no host.
    """
    is_bare_ipv6 = written.count(":") > 1 and not written.startswith("[")
    place = _place(f"//[{written}]" if is_bare_ipv6 else f"//{written}")
    if not place or place.port not in (None, *_PORTS.values()):
        raise UsageError(
            f"--allow-host {written!r} is no name of a host",
            "give the name alone, without https:// and port, such as plans.example",
        )
    return place.host


def origin_of(written: str) -> str:
    """The origin of pages, as a browser names it; `*`, which is every origin, is left as it is.

    Args:
        written: scheme and host, and a port where it is another than the scheme's own.

    Raises:
        UsageError: it is no origin.
    """
    if written == "*":
        return written
    place = _place(written)
    if not place or place.scheme not in _PORTS:
        raise UsageError(
            f"--cors {written!r} is no origin of pages",
            "give scheme and host, such as https://editor.example, and a port if there is one; or * for all",
        )
    host = f"[{place.host}]" if ":" in place.host else place.host
    port = "" if place.port in (None, _PORTS[place.scheme]) else f":{place.port}"
    return f"{place.scheme}://{host}{port}"


def _place(address: str) -> _Place | None:
    """What an address names; None where it is none, or names something within a host."""
    try:
        at = urlsplit(address)
        port = at.port
    except ValueError:
        return None
    host = _host(at.hostname or "")
    if not host or at.path not in ("", "/") or _FURTHER.search(address):
        return None
    return _Place(at.scheme, host, port)


def _host(name: str) -> str:
    """A host's name in lower case and ASCII, or its address in its shortest form; empty where it is none."""
    try:
        return str(ip_address(name))
    except ValueError:
        pass
    try:
        labels = name.encode("idna").decode().lower().removesuffix(".").split(".")
    except UnicodeError:
        return ""
    # A name that ends in a number is taken for an address.
    is_name = all(_LABEL.fullmatch(label) for label in labels) and not labels[-1].isdigit()
    return ".".join(labels) if is_name else ""
