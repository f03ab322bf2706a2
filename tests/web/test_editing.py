"""Findings are accepted, dismissed and taken back on their pages: by forms alone, and by nobody else's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from tests.calling import zeren
from zeren.errors import USAGE, UsageError
from zeren.web.app import application
from zeren.workspace import Workspace
from zeren.workspace.layout import Layout

OWN = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}


@pytest.fixture
def workspace(examples_as_read: Path, tmp_path: Path) -> Workspace:
    return Workspace(shutil.copytree(examples_as_read, tmp_path / "data"))


@pytest.fixture
def editor(workspace: Workspace) -> Iterator[TestClient]:
    with TestClient(application(workspace, ["testserver"], edit=True)) as client:
        yield client


@pytest.fixture
def finding(editor: TestClient) -> str:
    """The id of the gravest finding."""
    return str(editor.get("/findings.json").json()["findings"][0]["finding"]["id"])


def filled(form: LexborNode | None, why: str | None = None, button: str | None = None) -> dict[str, str]:
    """What a browser sends when a button of a form is pressed."""
    assert form
    fields = {str(one.attributes["name"]): str(one.attributes["value"] or "") for one in form.css("input")}
    for box in form.css("textarea"):
        fields[str(box.attributes["name"])] = box.text()
    pressed = form.css_first(f"button[value={button}]") if button else form.css_first("button")
    assert pressed
    fields[str(pressed.attributes["name"])] = str(pressed.attributes["value"])
    return fields | ({"why": why} if why is not None else {})


def form(client: TestClient, address: str, look: str = "form.judge") -> LexborNode | None:
    return LexborHTMLParser(client.get(address).text).css_first(look)


def test_a_finding_is_dismissed_and_the_page_says_so_at_once(
    editor: TestClient, workspace: Workspace, finding: str
) -> None:
    address = f"/finding/{finding}"
    answer = editor.post(address, data=filled(form(editor, address), "口径不同", "dismissed"), headers=OWN)
    assert (answer.status_code, answer.url.path) == (200, editor.get(address).url.path)
    said = LexborHTMLParser(answer.text).css_first(".judgement .state.dismissed")
    assert said
    assert "口径不同" in answer.text
    assert workspace.judgements()[finding].why == "口径不同"
    assert finding not in {row["finding"]["id"] for row in editor.get("/findings.json").json()["findings"]}


def test_what_was_changed_is_undone_by_one_press(
    editor: TestClient, workspace: Workspace, finding: str
) -> None:
    address = f"/en/finding/{finding}"
    editor.post(address, data=filled(form(editor, address), "first", "accepted"), headers=OWN)
    editor.post(
        address,
        data=filled(form(editor, address, "form.judge:not(.undo)"), "second", "dismissed"),
        headers=OWN,
    )
    assert workspace.judgements()[finding].verdict == "dismissed"
    editor.post(address, data=filled(form(editor, address, "form.undo")), headers=OWN)
    judgement = workspace.judgements()[finding]
    assert (judgement.verdict, judgement.why) == ("accepted", "first")


def test_a_judgement_is_taken_back_and_that_too_is_undone(
    editor: TestClient, workspace: Workspace, finding: str
) -> None:
    address = f"/finding/{finding}"
    editor.post(address, data=filled(form(editor, address), "已核实", "accepted"), headers=OWN)
    take_back = LexborHTMLParser(editor.get(address).text).css_first("button[value=forget]:not(.undo button)")
    assert take_back
    forgetting = next(
        f
        for f in LexborHTMLParser(editor.get(address).text).css("form.judge:not(.undo)")
        if not f.css("textarea")
    )
    editor.post(address, data=filled(forgetting), headers=OWN)
    assert finding not in workspace.judgements()
    editor.post(address, data=filled(form(editor, address, "form.undo")), headers=OWN)
    assert workspace.judgements()[finding].why == "已核实"


def test_from_the_list_one_comes_back_to_the_list_with_its_filters(editor: TestClient) -> None:
    page = LexborHTMLParser(editor.get("/findings?severity=error&state=open").text)
    row = next(one for one in page.css("li.finding") if one.css_first("form"))
    one = row.css_first("form")
    assert one
    address = str(one.attributes["action"])
    answer = editor.post(
        f"/{address.removeprefix('./')}", data=filled(one, "已核实", "accepted"), headers=OWN
    )
    assert answer.status_code == 200
    assert (answer.url.path, dict(answer.url.params)) == ("/findings", {"severity": "error", "state": "open"})
    assert LexborHTMLParser(answer.text).css_first(".recent form.undo")


@pytest.mark.parametrize(
    "back", ["", "//elsewhere.example/", "https://elsewhere.example/?a=1", "x=1%0d%0aset-cookie:a=b"]
)
def test_the_way_back_leads_nowhere_else(editor: TestClient, finding: str, back: str) -> None:
    address = f"/finding/{finding}"
    fields = filled(form(editor, address), "已核实", "accepted") | {"back": back}
    answer = editor.post(address, data=fields, headers=OWN, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].lstrip("./").startswith("findings")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site", "origin": "http://elsewhere.example"},
        {"sec-fetch-site": "same-site", "origin": "http://testserver:81"},
        {"sec-fetch-site": "same-origin", "origin": "http://elsewhere.example"},
        {"sec-fetch-site": "none"},
        {"origin": "null"},
        {"origin": "http://elsewhere.example"},
        {"origin": "http://["},
        {"sec-fetch-site": "same-origin", "origin": "http://[::1"},
    ],
)
def test_a_form_of_another_site_changes_nothing(
    editor: TestClient, workspace: Workspace, finding: str, headers: dict[str, str]
) -> None:
    address = f"/finding/{finding}"
    answer = editor.post(address, data=filled(form(editor, address), "x", "dismissed"), headers=headers)
    assert answer.status_code == 403
    assert workspace.judgements() == {}


def test_a_form_of_another_run_of_the_server_changes_nothing_and_loses_no_words(
    editor: TestClient, workspace: Workspace, finding: str
) -> None:
    address = f"/finding/{finding}"
    fields = filled(form(editor, address), "写了很久的理由", "dismissed") | {"token": "x" * 32}
    answer = editor.post(address, data=fields, headers=OWN)
    assert answer.status_code == 403
    assert "写了很久的理由" in answer.text
    assert workspace.judgements() == {}


@pytest.mark.parametrize("why", ["", "  \n", "\x00\x1b\t", "字" * 501])
def test_without_a_reason_or_with_a_novel_nothing_is_kept(
    editor: TestClient, workspace: Workspace, finding: str, why: str
) -> None:
    address = f"/finding/{finding}"
    answer = editor.post(address, data=filled(form(editor, address), why, "accepted"), headers=OWN)
    assert answer.status_code == 400
    assert LexborHTMLParser(answer.text).css_first("[role=alert]")
    assert workspace.judgements() == {}


def test_what_somebody_else_said_meanwhile_is_not_overwritten(
    editor: TestClient, workspace: Workspace, finding: str
) -> None:
    address = f"/finding/{finding}"
    seen = filled(form(editor, address), "我的理由", "dismissed")
    editor.post(address, data=filled(form(editor, address), "他的理由", "accepted"), headers=OWN)
    answer = editor.post(address, data=seen, headers=OWN)
    assert answer.status_code == 409
    assert "我的理由" in answer.text
    assert workspace.judgements()[finding].why == "他的理由"


def test_while_another_process_writes_it_is_told_and_the_words_are_kept(
    editor: TestClient, workspace: Workspace, finding: str
) -> None:
    address = f"/finding/{finding}"
    fields = filled(form(editor, address), "写了很久的理由", "accepted")
    with FileLock(Layout(workspace.path).lock):
        answer = editor.post(address, data=fields, headers=OWN)
    assert answer.status_code == 503
    assert "写了很久的理由" in answer.text
    assert "another process is writing" in answer.text
    assert editor.post(address, data=fields, headers=OWN).status_code == 200


def test_a_reason_keeps_its_lines_and_nothing_that_steers_a_screen(
    editor: TestClient, workspace: Workspace, finding: str
) -> None:
    address = f"/finding/{finding}"
    written = "\x00已\x1b[31m核实\x07\r\n第二行\x9b\t完\x7f"
    answer = editor.post(address, data=filled(form(editor, address), written, "accepted"), headers=OWN)
    assert answer.status_code == 200
    assert workspace.judgements()[finding].why == "已[31m核实\n第二行 完"


def test_an_address_that_is_judged_and_read_tells_both_ways(editor: TestClient, finding: str) -> None:
    for address in (f"/finding/{finding}", f"/en/finding/{finding}", f"/finding/{finding}.json"):
        answer = editor.put(address, headers=OWN)
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD, POST"


def test_a_get_changes_nothing(editor: TestClient, workspace: Workspace, finding: str) -> None:
    address = f"/finding/{finding}"
    generation = workspace.generation()
    editor.get(address, params=filled(form(editor, address), "x", "dismissed"), headers=OWN)
    assert workspace.generation() == generation
    assert workspace.judgements() == {}


@pytest.mark.parametrize("content", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_what_is_no_form_is_refused(editor: TestClient, finding: str, content: str) -> None:
    answer = editor.post(f"/finding/{finding}", content=b"{}", headers={**OWN, "content-type": content})
    assert answer.status_code == 400


@pytest.mark.parametrize("fields", [{}, {"token": "x"}, {"token": "x", "seen": "open", "verdict": "explode"}])
def test_a_form_that_lacks_something_is_refused(
    editor: TestClient, finding: str, fields: dict[str, str]
) -> None:
    assert editor.post(f"/finding/{finding}", data=fields, headers=OWN).status_code == 400


def test_without_edit_there_is_nothing_to_post_to(explorer: TestClient) -> None:
    row = explorer.get("/findings.json").json()["findings"][0]["finding"]["id"]
    for address in (f"/finding/{row}", f"/en/finding/{row}", "/findings"):
        assert explorer.post(address, data={"verdict": "dismissed"}, headers=OWN).status_code == 405
        assert not LexborHTMLParser(explorer.get(address).text).css("form[method=post]")


def test_a_page_that_was_kept_from_reading_is_not_taken_for_one_to_edit(workspace: Workspace) -> None:
    with TestClient(application(workspace)) as reading:
        kept = reading.get("/findings").headers["etag"]
    with TestClient(application(workspace, ["testserver"], edit=True)) as first:
        answer = first.get("/findings", headers={"if-none-match": kept})
        assert answer.status_code == 200
        kept = answer.headers["etag"]
        assert first.get("/findings", headers={"if-none-match": kept}).status_code == 304
    with TestClient(application(workspace, ["testserver"], edit=True)) as again:
        assert again.get("/findings", headers={"if-none-match": kept}).status_code == 200


def test_nobody_can_edit_where_everybody_can_read(workspace: Workspace) -> None:
    with pytest.raises(UsageError):
        application(workspace, edit=True)


def test_with_a_token_only_its_holder_can_edit(workspace: Workspace) -> None:
    with TestClient(application(workspace, (), "secret", edit=True)) as client:
        finding = client.get("/findings.json?token=secret").json()["findings"][0]["finding"]["id"]
        fields = filled(form(client, f"/finding/{finding}"), "已核实", "accepted")
        client.cookies.clear()
        assert client.post(f"/finding/{finding}", data=fields, headers=OWN).status_code == 401
        assert workspace.judgements() == {}


def test_serve_refuses_to_let_everybody_edit(workspace: Workspace) -> None:
    told = zeren(workspace, "serve", "--host", "192.0.2.1", "--public-read", "--edit", code=USAGE)
    assert "token" in told.output
