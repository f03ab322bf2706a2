"""The main text of a government's page, and what the page says of the document around it.

Losing a paragraph is worse than keeping a button's label. So nothing is picked by a guess at
where most of the text is: the page is narrowed from the outside, and an element is left only
when all that counts as text stands in one of its children.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zeren.ingest.breadcrumb import is_breadcrumb
from zeren.ingest.columns import is_header
from zeren.ingest.readers.html.fields import fields, is_fields
from zeren.ingest.readers.html.tree import BLOCKS, Element

_NOISE_NAMES = frozenset({
    "nav", "navbar", "navigation", "menu", "crumb", "crumbs", "breadcrumb", "breadcrumbs", "location",
    "dqwz", "position", "footer", "foot", "bottom", "copyright", "share", "bdshare", "bdsharebuttonbox",
    "bshare", "related", "recommend", "xgyd", "xgwz", "xgjd", "xglj", "xgxx", "hot", "side", "sidebar",
    "aside", "comment", "comments", "toolbar", "tools", "print", "pager", "pagination", "pages",
    "prevnext", "friend", "friendlink", "links", "banner", "login", "search", "qrcode", "ewm",
    "fontsize", "accessibility", "wza",
})  # fmt: skip
_NOISE_TAGS = frozenset({"nav", "footer", "aside", "menu"})
_NOISE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_NAME = re.compile(r"[a-z]+")
_OF_THE_PAGE = (
    "版权(?:所有|声明)", ".{0,4}ICP备", ".{0,4}公网安备", "网站(?:标识码|地图|声明)", "copyright",
    "all rights reserved", "技术支持[:：]", "(?:主办|承办|维护)(?:单位)?[:：]", "邮编[:：]",
    "(?:您|你)?(?:现在|当前)?(?:所在)?(?:的)?位置[:：]", "(?:网站|返回)?首页$", "返回顶部$",
    "(?:联系|关于)我们", "收藏本站", "设为首页", "加入收藏", "政务微[信博]$", "手机(?:版|浏览)$",
    "无障碍(?:浏览|阅读|模式|版)", "长者模式", "繁[體体](?:中文|版)?$", "简体(?:中文|版)?$",
    r"(?:登录|注册|打印|关闭|收藏)(?:本页|此页|窗口|页面|文章)?(?:[\]】）)|]|$)", "大中小",
    "分享(?:到|至)(?:[:：]|$)", "扫一扫(?:在|分享|关注)", "字[体号][:：]", "[上下]一[篇条][:：]",
    "相关(?:链接|解读|阅读|文章|新闻|稿件|政策)[:：]?$", "责任编辑[:：]", "(?:信息|文章)?来源[:：]",
    "发布(?:时间|日期)[:：]", "附件下载[:：]", "您?对(?:本|此)(?:页面|网页|文章)",
    "(?:浏览|点击|阅读)(?:次数|量|数|率)?[:：]",
)  # fmt: skip
"""How lines of a page's own begin."""

_NOISE_WORDS = re.compile(rf"[【\[（(]?(?:{'|'.join(_OF_THE_PAGE)})", re.I)
_MARK_UP_LONGEST = 100
"""Characters of a line of the page's own; a paragraph of the document that names such words is longer."""

_LAYOUT_LINES = 8
"""From so many paragraphs on in one cell that holds most of a table, the table only places text."""


@dataclass(slots=True)
class Page:
    """A page's main element, and the properties of the document that it states around the text."""

    main: Element
    fields: dict[str, str] = field(default_factory=dict)
    heading: str = ""


def read(body: Element, title: str = "") -> Page:
    """The main text of a page, its properties and its heading.

    Args:
        body: all that the page shows.
        title: what the page calls itself, often the document's title with the site's name.
    """
    kept = _without_noise(body)
    page = Page(_narrowed(kept))
    _state(kept, page, "".join(title.split()))
    return page


def is_noise(line: str) -> bool:
    """Whether a line is the page's own, not the document's."""
    words = "".join(line.split())
    if len(words) > _MARK_UP_LONGEST:
        return False
    return _NOISE_WORDS.match(words) is not None or is_breadcrumb(words)


def texts(element: Element) -> Iterator[str]:
    """The text of each block: a cell, an item, a paragraph, or what stands between these."""
    pieces: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            pieces.append(child)
        elif _holds_blocks(child) or child.tag == "br":
            yield "".join(pieces)
            pieces = []
            yield from texts(child)
        else:
            pieces.append(child.text())
    yield "".join(pieces)


def _holds_blocks(element: Element) -> bool:
    return element.tag in BLOCKS or any(_holds_blocks(child) for child in element.elements())


def _length(text: str) -> int:
    return len("".join(text.split()))


def _linked(element: Element) -> int:
    """How many characters of an element are links'."""
    return sum(_length(child.text()) if _is_link(child) else _linked(child) for child in element.elements())


def _without_noise(element: Element) -> Element:
    """The element without navigation, lists of links, and what is named for such."""
    total = _weight(element)
    kept: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            kept.append(child)
        elif not _is_apart(child, total) and not _is_links(child):
            kept.append(_without_noise(child) if child.tag in (*BLOCKS, "html", "span") else child)
    return Element(element.tag, element.attributes, kept)


def _is_apart(element: Element, whole: int) -> bool:
    """Whether an element says that it is beside the text, and does not hold most of what is there.

    Args:
        element: the element.
        whole: the weight of all that stands around it, its own among it.
    """
    if element.tag in _NOISE_TAGS or element.attributes.get("role") in _NOISE_ROLES:
        return not whole or _weight(element) < whole
    if element.tag not in BLOCKS or element.tag in ("body", "td", "tr", "tbody", "p"):
        return False
    return bool(_NOISE_NAMES & _names(element)) and _weight(element) * 3 <= whole


def _names(element: Element) -> set[str]:
    return set(
        _NAME.findall(f"{element.attributes.get('class', '')} {element.attributes.get('id', '')}".lower())
    )


def _is_links(element: Element) -> bool:
    """Whether an element is a list of links to other pages; the document's own annexes are none."""
    if element.tag not in BLOCKS or element.tag in ("body", "p", "td", "tr", "tbody"):
        return False
    words = element.text()
    length = _length(words)
    return length > 0 and _linked(element) * 10 > length * 6 and not re.search(r"附\s*件|[。；]", words)


def _weight(element: Element) -> int:
    """How many characters of an element are certainly text: sentences, and what tables hold."""
    if element.weight is None:
        element.weight = _weighed(element)
    return element.weight


def _weighed(element: Element) -> int:
    if _is_table(element):
        lines = [line for line in texts(element) if line.strip()]
        return 0 if is_fields(lines) else sum(map(_length, lines)) - _linked(element)
    own = [child for child in element.children if isinstance(child, str) or not _holds_blocks(child)]
    unlinked = texts(_unlinked(Element(element.tag, {}, own)))
    inner = sum(_weight(child) for child in element.elements() if _holds_blocks(child))
    return inner + sum(_length(line) for line in unlinked if _counts(line))


def _unlinked(element: Element) -> Element:
    kept = [_unlinked(c) if isinstance(c, Element) else c for c in element.children if not _is_link(c)]
    return Element(element.tag, element.attributes, kept)


def _is_link(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag == "a" and "href" in child.attributes


def _counts(line: str) -> bool:
    return bool(re.search("[。；]", line) or _length(line) >= 40) and not is_noise(line)


def is_layout(table: Element) -> bool:
    """Whether a table only places text: no rows of several cells, or one cell that is a page by itself.

    A table whose own header names units holds work, even if one of its cells holds most of it.
    """
    if table.attributes.get("role") in ("presentation", "none"):
        return True
    if any(map(_is_header, rows(table))):
        return False
    whole = len("".join(table.text().split()))
    cells = [cell for row in rows(table) for cell in row.elements() if cell.tag in ("td", "th")]
    for cell in cells:
        inner = [e for e in cell.walk() if e.tag == "table"]
        most = len("".join(cell.text().split())) * 2 > whole
        if most and (inner or sum(1 for line in texts(cell) if line.strip()) >= _LAYOUT_LINES):
            return True
    return not _has_columns(table)


def _is_header(row: Element) -> bool:
    cells = [*row.elements()]
    if any(e.tag == "table" for cell in cells for e in cell.walk()):
        return False
    return is_header(["".join(cell.text().split()) for cell in cells])


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table, without those of tables inside of it."""
    for child in table.elements():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.elements() if row.tag == "tr")


def _has_columns(table: Element) -> bool:
    """Whether two rows or more have words in several cells; a cell over two rows counts in both."""
    filled = [[cell for cell in row.elements() if _length(cell.text())] for row in rows(table)]
    several = [cells for cells in filled if len(cells) > 1]
    return len(several) > 1 or any("rowspan" in cell.attributes for cells in several for cell in cells)


def _is_table(element: Element) -> bool:
    return element.tag == "table" and not is_layout(element)


def _narrowed(body: Element) -> Element:
    """The smallest element that all text stands in, but for a line or two; all tables do."""
    element = body
    while (whole := _weight(element)) and not _is_table(element):
        inner = max(element.elements(), key=_weight, default=element)
        if inner is element:
            break
        lost = whole - _weight(inner)
        beside = (e for child in element.elements() if child is not inner for e in child.walk())
        if inner.tag == "p" or _is_table(inner) or lost * 100 > whole * 3 or _goes_on(element, inner):
            break
        if any(_is_table(e) and _weight(e) for e in beside):
            break
        element = inner
    return element


def _goes_on(element: Element, inner: Element) -> bool:
    """Whether a line of no page's own follows an inner element, such as the issuer's signature."""
    behind = element.children[[child is inner for child in element.children].index(True) + 1 :]
    following = (" ".join(line.split()) for line in texts(Element("div", {}, behind)))
    line = next(filter(None, following), "")
    return bool(line) and not is_noise(line) and not _is_links(Element("div", {}, behind))


def _state(body: Element, page: Page, title: str) -> None:
    """Read the properties and the heading that stand before the main text."""
    before: list[str] = []
    for element, inside in _path(body, page.main):
        for child in element.children:
            if child is inside:
                break
            if isinstance(child, str):
                before.append(child)
            else:
                before += texts(child)
                page.heading = next((_line(e) for e in child.walk() if _is_heading(e)), page.heading)
    page.fields = fields(before)
    titles = (
        " ".join(line.split()) for line in before if _length(line) >= 6 and "".join(line.split()) in title
    )
    page.heading = page.heading or next(titles, "")


def _path(element: Element, inner: Element) -> list[tuple[Element, Element]]:
    """From an element to one inside of it: each with the child that leads there."""
    if element is inner:
        return []
    for child in element.elements():
        if any(one is inner for one in child.walk()):
            return [(element, child), *_path(child, inner)]
    return []


def _is_heading(element: Element) -> bool:
    named = "title" in _names(element) and not any(e.tag in BLOCKS for e in element.elements())
    return (element.tag in ("h1", "h2") or named) and 6 <= _length(element.text()) <= 120


def _line(element: Element) -> str:
    return " ".join(element.text().split())
