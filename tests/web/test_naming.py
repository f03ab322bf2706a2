"""Hosts and origins as a person writes them, and as browsers send them."""

from __future__ import annotations

import pytest

from zeren.errors import UsageError
from zeren.web.naming import host_of, origin_of


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("proxy.example", "proxy.example"),
        ("Example.COM", "example.com"),
        ("example.com.", "example.com"),
        ("proxy.example:443", "proxy.example"),
        ("proxy.example:80", "proxy.example"),
        ("proxy.example/", "proxy.example"),
        ("plans_1", "plans_1"),
        ("责任.example", "xn--boq382m.example"),
        ("192.0.2.7", "192.0.2.7"),
        ("[2001:DB8:0::7]:443", "2001:db8::7"),
        ("2001:db8::80", "2001:db8::80"),
    ],
)
def test_a_host_is_known_however_it_is_written(written: str, sent: str) -> None:
    assert host_of(written) == sent


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "/", "not a host", "a..example", ".example", "-a.example", "*", "*.example", "a" * 64,
        "https://a.example", "a.example/path", "a.example?x", "a.example#x", "me@a.example", "a.example:8443",
        "a.example:x", "a.example:99999", "256.1.1.1", "1.2.3", "[::1", "[a.example]", "a\nb.example",
    ],
)  # fmt: skip
def test_what_no_browser_can_ask_for_is_no_host(written: str) -> None:
    with pytest.raises(UsageError, match="--allow-host") as told:
        host_of(written)
    assert told.value.hint


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://editor.example", "https://editor.example"),
        ("https://a.example/", "https://a.example"),
        ("https://B.example", "https://b.example"),
        ("HTTPS://b.example:443", "https://b.example"),
        ("http://b.example:80/", "http://b.example"),
        ("http://b.example:443", "http://b.example:443"),
        ("http://localhost:5173", "http://localhost:5173"),
        ("http://[::1]:5173", "http://[::1]:5173"),
        ("https://责任.example", "https://xn--boq382m.example"),
        ("*", "*"),
    ],
)
def test_an_origin_is_known_however_it_is_written(written: str, sent: str) -> None:
    assert origin_of(written) == sent


@pytest.mark.parametrize(
    "written",
    [
        "", "not an origin", "editor.example", "editor.example:443", "//editor.example", "https://",
        "https:/a", "https://a.example/path", "https://a.example/?", "https://me@a.example", "https://a.example:x",
        "https://a b.example", "https://*.example", "https://[", "ftp://a.example", "file:///", "null",
        "http://[",
    ],
)  # fmt: skip
def test_what_no_browser_names_is_no_origin(written: str) -> None:
    with pytest.raises(UsageError, match="--cors") as told:
        origin_of(written)
    assert told.value.hint
