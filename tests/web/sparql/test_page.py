"""The SPARQL page without a script: form, table with links, what is wrong, in two languages."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

PAGE = {"accept": "text/html"}


def page(explorer: TestClient, path: str = "/sparql", **query: str) -> LexborHTMLParser:
    answer = explorer.get(path, params=query or None, headers=PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return LexborHTMLParser(answer.text)


def text(parsed: LexborHTMLParser, selector: str) -> str:
    found = parsed.css_first(selector)
    assert found, selector
    return found.text(strip=True)


def test_the_form_runs_as_it_stands(explorer: TestClient) -> None:
    form = page(explorer)
    query = text(form, "textarea[name=query]")
    assert "SELECT" in query
    names = {option.attributes["value"] for option in form.css("select[name=format] option")}
    assert {"", "json", "csv", "ttl", "jsonld"} <= names
    answer = page(explorer, query=query, format="")
    assert len(answer.css("table.results tbody tr")) == 20


def test_things_lead_to_their_pages_and_evidence_to_its_words(explorer: TestClient) -> None:
    query = "SELECT * { ?task zr:title ?title ; zr:lead ?lead ; zr:evidence ?where } ORDER BY ?task LIMIT 3"
    answer = page(explorer, query=query)
    links = [str(link.attributes["href"]) for link in answer.css("table.results tbody tr a")]
    assert len(links) == 9
    for link in links:
        assert explorer.get(f"/{link.removeprefix('./')}").status_code == 200, link
    assert sum("?char=" in link for link in links) == 3


def test_rows_that_are_not_shown_are_told(explorer: TestClient) -> None:
    answer = page(explorer, query="SELECT * { ?s ?p ?o }")
    assert len(answer.css("table.results tbody tr")) == 1000
    assert "1,000" in text(answer, ".cut")
    assert not page(explorer, query="SELECT * { ?s ?p ?o } LIMIT 1000").css(".cut")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK { ?s a zr:Unit }", "是"),
        ("ASK { ?s a zr:Nothing }", "否"),
        ("SELECT * { ?s a zr:Nothing }", "没有符合的结果"),
        ("CONSTRUCT { ?s a zr:Unit } { ?s a zr:Unit } LIMIT 2", "2 行"),
    ],
)
def test_each_kind_of_answer_is_shown(explorer: TestClient, query: str, said: str) -> None:
    assert said in text(page(explorer, query=query), "#answer")


def test_a_mistake_never_looks_like_an_empty_answer(explorer: TestClient) -> None:
    asked = {"query": "SELECT * {\n  ?s zr:lead .\n}"}
    answer = explorer.get("/sparql", params=asked, headers=PAGE)
    assert answer.status_code == 400
    shown = LexborHTMLParser(answer.text)
    assert not shown.css("table.results")
    trouble = shown.css_first("#answer.trouble pre")
    assert trouble
    assert trouble.text().splitlines()[-1].strip() == "^"
    assert text(shown, "textarea") == asked["query"]


def test_an_example_is_put_into_the_form(explorer: TestClient) -> None:
    link = page(explorer).css_first('.examples a[href*="tasks-led-by"]')
    assert link
    shown = page(explorer, f"/{str(link.attributes['href']).removeprefix('./')}")
    assert "zr:lead ?body" in text(shown, "textarea")


def test_the_page_is_english_one_click_away_with_the_query_in_it(explorer: TestClient) -> None:
    query = "ASK { ?s a zr:Unit }"
    other = page(explorer, query=query).css_first("a[hreflang=en]")
    assert other
    english = page(explorer, f"/{str(other.attributes['href']).removeprefix('./')}")
    assert text(english, "#answer") == "Yes"
    assert text(english, "h2#examples") == "Examples"


def test_markup_in_a_query_or_an_answer_is_text(explorer: TestClient) -> None:
    words = "</textarea><script>alert(1)</script>"
    shown = page(explorer, query=f'SELECT ("{words}" AS ?x) {{}}')
    assert words in text(shown, "table.results td")
    assert words in text(shown, "textarea")
    assert all(script.attributes.get("src") for script in shown.css("script"))


def test_an_iri_of_an_answer_leads_to_its_page(explorer: TestClient) -> None:
    unit = {"iri": "https://w3id.org/zeren/id/云泽县/财政局"}
    assert "财政局" in text(LexborHTMLParser(explorer.get("/sparql/about", params=unit).text), "h1")
    assert explorer.get("/sparql/about", params={"iri": "https://example.org/"}).status_code == 404
