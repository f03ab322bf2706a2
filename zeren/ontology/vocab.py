"""The words of the graph: namespaces, classes, properties, and how ids become IRIs.

`zeren.ttl` defines each of them; a test holds the two against each other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

ZR = "https://w3id.org/zeren#"
BASE_IRI = "https://w3id.org/zeren/id/"
FUNCTION_IRI = "https://w3id.org/zeren/function/"
KIND_IRI = "https://w3id.org/zeren/kind/"

JUDGEMENTS = "judgements"
"""The id of the graph of what a person says about findings: it changes while no document does."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
OWL = "http://www.w3.org/2002/07/owl#"
SH = "http://www.w3.org/ns/shacl#"

PREFIXES = {
    "zr": ZR, "id": BASE_IRI, "zrf": FUNCTION_IRI, "zrk": KIND_IRI, "rdf": RDF, "rdfs": RDFS,
    "xsd": XSD, "dcterms": DCTERMS, "skos": SKOS, "org": ORG, "prov": PROV,
    "schema": SCHEMA, "owl": OWL, "sh": SH,
}  # fmt: skip
"""The prefixes that `zeren sparql` knows and every serialisation declares."""


REMEMBERED = 1 << 15
"""How many IRIs are kept with what they were read as: long answers name the same things again and again."""


class Place(NamedTuple):
    """A stretch of a document's stored text: code points, end exclusive."""

    document: str
    start: int
    end: int


_UNFIT = (
    "[^A-Za-z0-9.~!$&'*+,;=:@/\\-"
    "\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
    "|[〈〉《》「」『』【】〔〕〖〗〘〙（）［］｛｝]"
)
"""What an IRI cannot hold (RFC 3987, ucschar), what breaks Turtle by hand, brackets, and `_` itself."""

_ESCAPE = re.compile("_([0-9A-F]+)_")


def iri(identifier: str, base: str = BASE_IRI) -> str:
    """The IRI of an id: Chinese letters stay; what does not fit becomes its code point, `(` -> `_28_`.

    Two ids never share an IRI, since `identifier` leads back to the id.
    """
    # Most ids are letters and strokes, and the pattern of what does not fit takes long to make.
    if identifier.replace("/", "").replace("-", "").isalnum():
        return base + identifier
    return base + re.sub(_UNFIT, lambda found: f"_{ord(found[0]):X}_", identifier)


@lru_cache(REMEMBERED)
def identifier(iri_text: str, base: str = BASE_IRI) -> str:
    """The id of an IRI that `iri` made; any other IRI as it is."""
    if not iri_text.startswith(base):
        return iri_text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), iri_text.removeprefix(base))


def is_base(text: str) -> bool:
    """Whether ids can stand under this IRI: absolute, ending in `/`, with nothing that breaks IRIs."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`%#?()\[\]]+/", text) is not None


def text_iri(place: Place, base: str = BASE_IRI) -> str:
    """Evidence as an IRI into the document's plain text (RFC 5147, `#char=start,end`)."""
    return f"{iri(place.document, base)}/text#char={place.start},{place.end}"


@lru_cache(REMEMBERED)
def place_of(iri_text: str, base: str = BASE_IRI) -> Place:
    """The place that an evidence IRI names.

    Raises:
        ValueError: the IRI is no evidence.
    """
    document, marker, span = iri_text.removeprefix(base).partition("/text#char=")
    start, comma, end = span.partition(",")
    if not (marker and comma):
        raise ValueError(f"no evidence: {iri_text}")
    return Place(identifier(base + document, base), int(start), int(end))
