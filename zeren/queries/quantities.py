"""What quantities are called, whatever name a county prints: the reviewed names and those of words.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from zeren.ontology.quantities import Rules
from zeren.queries import index


@cache
def rules() -> Rules:
    """The reviewed names, as the index has them."""
    return Rules(index.load().reviewed)


def names(listed: str) -> list[str]:
    """Every name of the quantity that is listed under this one, its own first."""
    reviewed = rules().names(listed)
    usual = (name for own in reviewed for name in index.load().quantities.get(own, ()))
    return list(dict.fromkeys((*reviewed, *usual)))


def meant(words: str) -> list[str]:
    """All names of the quantities that words mean as a whole, the words first; letters may be large."""
    plain = _plain(words)
    listed = [own for own, others in index.load().quantities.items() if plain in map(_plain, (own, *others))]
    listed.append(rules().spelled(words))
    return list(dict.fromkeys((words, *(name for own in listed for name in names(own)))))


def usual() -> Iterable[tuple[str, str]]:
    """The names of words.yaml in small letters, each with the name under which its quantity is listed."""
    for own, others in index.load().quantities.items():
        yield from ((name.lower(), own) for name in (own, *others))


def _plain(name: str) -> str:
    return "".join(name.lower().split())
