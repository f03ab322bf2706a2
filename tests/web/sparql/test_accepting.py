"""The form of an answer, by what the client likes best: usual Accept headers, and any at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.web.sparql.accepting import best
from zeren.web.sparql.formats import PAGE, ROWS, TRIPLES

KINDS = sorted({media for form in (*ROWS, *TRIPLES) for media in form.media})
RANGES = st.sampled_from([*KINDS, "*/*", "text/*", "application/*", "image/png", "TEXT/HTML"])
WEIGHTS = st.sampled_from(["", ";q=1", "; q=0.5", ";q=0.001", ";q=0", ";q=1.000", ";charset=utf-8;q=0.2"])
PARTS = st.builds(str.__add__, RANGES, WEIGHTS)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "rows", "triples"),
    [
        ("", "json", "ttl"),
        ("*/*", "json", "ttl"),
        (BROWSER, "html", "html"),
        ("application/json", "json", "jsonld"),
        ("text/csv;q=0.5, text/tab-separated-values", "tsv", None),
        ("text/*", "csv", "ttl"),
        ("text/*, text/csv;q=0", "tsv", "ttl"),
        ("*/*, application/sparql-results+json;q=0.1", "xml", "ttl"),
        ("application/sparql-results+json,*/*;q=0.9", "json", "ttl"),
        ("application/n-triples,*/*;q=0.9", "json", "nt"),
        ("application/rdf+xml", None, "rdf"),
        ("image/png", None, None),
        ("text/html;q=0, */*;q=0.1", "json", "ttl"),
        ('text/csv;header="a,b;q=0", text/turtle;q=0.5', "csv", "ttl"),
        ("text/csv;q=2", "json", "ttl"),
        (";;;,,,", "json", "ttl"),
    ],
)
def test_the_best_of_what_is_liked_is_chosen(accept: str, rows: str | None, triples: str | None) -> None:
    for offered, expected in ((ROWS, rows), (TRIPLES, triples)):
        chosen = best(accept, offered)
        assert (chosen and chosen.format.name) == expected


@given(st.lists(PARTS, min_size=1).map(", ".join))
def test_what_is_chosen_is_acceptable_and_nothing_is_liked_better(accept: str) -> None:
    own = {form.media[0] for form in ROWS}

    def weight(media: str) -> float:
        kind = media.partition("/")[0]
        for name in (media, *((f"{kind}/*", "*/*") if media in own else ())):
            weights = [
                next((float(w.strip()[2:]) for w in words if w.strip().startswith("q=")), 1.0)
                for named, *words in (part.lower().split(";") for part in accept.split(", "))
                if named == name
            ]
            if weights:
                return max(weights)
        return 0

    best_weight = max(weight(media) for form in ROWS for media in form.media)
    chosen = best(accept, ROWS)
    assert (chosen is None) == (best_weight == 0)
    if chosen:
        assert weight(chosen.media) == best_weight
        assert chosen.media in chosen.format.media


@given(st.text(max_size=200))
def test_no_header_is_too_strange(accept: str) -> None:
    chosen = best(accept, ROWS)
    assert chosen is None or chosen.format in ROWS


def test_the_page_is_for_who_asks_for_it() -> None:
    chosen = best(BROWSER, TRIPLES)
    assert chosen
    assert chosen.format is PAGE
