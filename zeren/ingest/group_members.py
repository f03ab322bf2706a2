"""Who belongs to a working group, as its list says: units, and persons with their posts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.ingest.assignments.lists import (
    Item,
    UnitList,
    is_open_ended,
    looks_like_unit,
    names_somebody,
    split,
)
from zeren.ingest.assignments.persons import POST, is_name
from zeren.ingest.brackets import split_outside
from zeren.ingest.flat import Flat

_HEAD = re.compile(
    "的?(?:党政|党委|行政)?(?:主要|分管|有关|相关|牵头)?(?:负责人|负责同志|领导|领导同志|领导班子成员)(?:和.{0,12})?$"
)
_POST = re.compile(
    f"(?:党(?:组|委|工委|总支)?(?:副?书记|成员|委员)|常务副|{POST}|[一二三四]级(?:主任科员|调研员)|总(?:工程师|会计师|经济师))"
)
_NOTED = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,12}?)(?:同志)?[（(](?P<post>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,8}")
_SET_OVER = re.compile("(?:县|市|区|旗|省)(?:委|人民政府|政府|人大常委会|人大|政协)?")
_LABELLED = re.compile("[:：]")
_LAST_OF_NAME = 4


def without_head(item: Item, words: Flat) -> Item:
    """A unit that its head stands for: 县商务局主要负责人 is 县商务局; what names no unit stays as it is."""
    head = _HEAD.search(item.name)
    if head is None or head.start() == 0 or not names_somebody(item.name[: head.start()]):
        return item
    begin = words.offsets.index(item.start)
    return Item(item.name[: head.start()], item.start, words.offsets[begin + head.start() - 1] + 1)


def is_list(words: Flat) -> bool:
    """Whether a line is nothing but persons and units."""
    text = words.text.rstrip("。；;，,、")
    pieces = list(_pieces(words[: len(text)]))
    return bool(pieces) and all(_person(piece) or _is_unit(piece) for piece in pieces)


def persons(words: Flat) -> list[str]:
    """The persons of a list, each with the post in brackets: 张三（县长）; other words as they are."""
    found = []
    for piece in _pieces(words):
        person = _person(piece)
        name, post = (person[0].text, person[1].text) if person else (piece.text, "")
        found.append(f"{name}（{post}）" if post else name)
    return found


def units(words: Flat) -> UnitList:
    """The units of a list: those it names, and those whose heads it names (钱七（县发改局局长）)."""
    items: list[Item] = []
    others = False
    for piece in _runs(words):
        person = _person(piece)
        if person:
            unit = _unit_of(person[1])
            items += [unit] if unit else []
            continue
        found = split(piece)
        items += [without_head(item, piece) for item in found.items]
        others = others or found.others
    kept = [item for i, item in enumerate(items) if item.name not in {other.name for other in items[:i]}]
    return UnitList(tuple(item for item in kept if not is_name(item.name)), others)


def _runs(words: Flat) -> Iterator[Flat]:
    """The persons of a list one by one, and what stands between them as it is."""
    pieces = list(_pieces(words))
    if not any(map(_person, pieces)):
        yield words
    else:
        yield from pieces


def _pieces(words: Flat) -> Iterator[Flat]:
    """A person with posts behind white space as a whole, else what stands between commas."""
    if _by_space(words):
        yield words
        return
    for start, end in split_outside(words.text, "、，,；;"):
        if end > start:
            yield words[start:end]


def _person(words: Flat) -> tuple[Flat, Flat] | None:
    """Name and post of a person: 张三（县长）, 张　三 县长, 县长张三, 张三; None where words name none."""
    noted = _NOTED.fullmatch(words.text)
    if (
        noted
        and (is_name(noted["name"]) or _POST.search(noted["post"]))
        and not looks_like_unit(noted["name"])
    ):
        return words[: noted.end("name")], words[noted.start("post") : noted.end("post")]
    if spaced := _by_space(words):
        return spaced
    posts = list(_POST.finditer(words.text))
    if posts and is_name(words.text[posts[-1].end() :].removesuffix("同志")):
        return words[posts[-1].end() :], words[: posts[-1].end()]
    return (words, words[:0]) if is_name(words.text.removesuffix("同志")) else None


def _by_space(words: Flat) -> tuple[Flat, Flat] | None:
    """Name and post that white space parts, the name perhaps with white space inside: 张  三 县长."""
    for at in range(_LAST_OF_NAME, 1, -1):
        name, post = words[:at], words[at:]
        if words.gap(at) and _NAME.fullmatch(name.text) and is_name(name.text) and _POST.search(post.text):
            return name, post
    return None


def _unit_of(post: Flat) -> Item | None:
    """The unit that a person's post is in; None for one who stands over units (副县长)."""
    for found in _POST.finditer(post.text):
        name = post.text[: found.start()]
        if looks_like_unit(name) and names_somebody(name) and not _SET_OVER.fullmatch(name):
            return Item(name, post.start, post.offsets[found.start() - 1] + 1)
    whole = post.text
    if whole and looks_like_unit(whole) and names_somebody(whole) and not _SET_OVER.fullmatch(whole):
        return Item(whole, post.start, post.end)
    return None


def _is_unit(words: Flat) -> bool:
    items = split(words).items
    named = (without_head(item, words).name for item in items)
    return not _LABELLED.search(words.text) and bool(items) and all(map(_names_units, named))


def _names_units(name: str) -> bool:
    return looks_like_unit(name) or is_open_ended(name)
