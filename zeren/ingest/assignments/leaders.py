"""Persons who answer for a task: behind a label (责任领导：张三), in a cell, by office in a list of units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zeren.ingest.assignments.lists import Item
from zeren.ingest.assignments.persons import NO_ENDING, NO_NAME, POST, SURNAMED, is_person
from zeren.ingest.brackets import split_outside
from zeren.ingest.flat import Flat
from zeren.ontology.facts import Leader

_POST = f"(?:{POST}|(?:县|市|区|省)?长助理|政治委员|副?(?:支书|负责人|河长|林长|链长)|负责同志|领导)"
_HAN = "[\u4e00-\u9fff]"
_FOREIGN = f"{_HAN}{{2,6}}(?:[·•]{_HAN}{{2,8}})+"
_NAME = f"(?:{_FOREIGN}|{SURNAMED})"
_ANY_NAME = f"(?:{_FOREIGN}|{NO_NAME}{_HAN}{{2,4}}{NO_ENDING})"
_ADDRESS = "(?:同志|先生|女士)?"
_NOTE = re.compile(r"^(?P<body>[^（(]+)(?:[（(](?P<note>.*)[）)])?$")
_PHONE = re.compile(r"(?:联系)?(?:电话|手机)?[:：]?\d[\d\-－—]{5,}$")
_POST_ALONE = re.compile(f"[^的]{{0,24}}{_POST}")
_POST_NAME = re.compile(f"(?P<post>[^的]{{0,24}}{_POST})(?P<name>{_ANY_NAME}){_ADDRESS}")
_UNIT_NAME = re.compile(
    f"[县市区省州旗镇乡]{_HAN}{{0,14}}[局办委部厅院会心社站所校镇乡府](?P<name>{_NAME}){_ADDRESS}"
)
_NAME_POST = re.compile(f"(?P<name>{_NAME})(?P<post>(?:常务)?{_POST})")
_NAME_ALONE = re.compile(f"(?P<name>{_NAME}){_ADDRESS}")
_OF_A_LEADER = re.compile(f"(?P<name>{_ANY_NAME}){_ADDRESS}")
_ANSWERS_NOT = re.compile("联系人|联络员|召集人")
_MARKS = "【】[]［］〔〕:："


@dataclass(frozen=True, slots=True)
class _Person:
    """A person's words: the name, the post, at least one of them, and where both stand."""

    name: str | None
    post: str | None
    words: Flat

    def with_post(self, post: str, words: Flat) -> _Person:
        return _Person(self.name, f"{post}、{self.post}" if self.post else post, words)


def label_of(printed: str) -> str | None:
    """The label as it names who answers for the work; None for one of contacts and conveners.

    Args:
        printed: a label of persons with its colon or brackets, or a column's header.
    """
    plain = "".join(printed.split()).strip(_MARKS)
    return None if _ANSWERS_NOT.search(plain) else plain


def behind(label: str, words: Flat) -> list[Leader]:
    """The persons behind a label or in a cell, by name, or by their post where no name is given.

    Args:
        label: as it is written, 责任领导.
        words: what stands behind it.
    """
    return [_leader(person, label) for person in _persons(words, label)]


def among(items: Sequence[Item], words: Flat) -> list[Leader]:
    """The persons by name and office in a list of units: 副县长张三 of 副县长张三、县财政局.

    Args:
        items: the list, taken apart.
        words: the list as it stands.
    """
    found: list[Leader] = []
    run: list[Item] = []
    for item in [*items, None]:
        if item and is_person(item.name):
            run.append(item)
            continue
        if run:
            start, end = words.offsets.index(run[0].start), words.offsets.index(run[-1].end - 1) + 1
            found += [_leader(p, None) for p in _persons(words[start:end], "") if p.name]
        run = []
    return found


def goes_on(words: Flat, at: int) -> bool:
    """Whether a list of persons goes on behind white space: 副县长 张三, 张三 李四, 张 三."""
    ends = [m.start() for m in re.finditer("[，。；;:：、,]", words.text)]
    cuts = sorted({0, len(words), *ends, *(i + 1 for i in ends), *filter(words.gap, range(len(words)))})
    before = max(cut for cut in cuts if cut < at)
    behind = [cut for cut in cuts if cut > at][:2]
    if _PHONE.fullmatch(words.text[at : behind[0]]):
        return True
    return any(_one(words[at:end], "领导") for end in behind) or bool(_one(words[before : behind[0]], ""))


def _leader(person: _Person, label: str | None) -> Leader:
    words = person.words
    name = person.name or words.text
    return Leader(name, person.post if person.name else None, label, words.text, words.start, words.end)


def _persons(words: Flat, label: str) -> list[_Person]:
    """The persons of a list; a post before a name, or behind it and white space, belongs to the name."""
    found: list[_Person] = []
    posts: list[_Person] = []
    for piece, spaced in _pieces(words):
        person = _one(piece, label)
        if person is None:
            continue
        if person.name is None:
            if spaced and found and found[-1].post is None:
                found[-1] = found[-1].with_post(piece.text, _between(words, found[-1].words, piece))
            else:
                posts.append(person)
            continue
        if posts and person.post and piece.text.startswith(person.post):
            person = person.with_post(
                "、".join(p.words.text for p in posts), _between(words, posts[0].words, person.words)
            )
        else:
            found += posts
        found.append(person)
        posts = []
    return found + posts


def _pieces(words: Flat) -> Iterator[tuple[Flat, bool]]:
    """The members of a list of persons, and whether white space alone parts one from the member before it."""
    for start, end in split_outside(words.text, "、，,；;。/"):
        for number, piece in enumerate(_by_gaps(words[start:end])):
            if piece.text:
                yield piece, number > 0


def _by_gaps(words: Flat) -> list[Flat]:
    """Persons whom white space alone parts: 张三 李四, but not 张 三 nor 副县长 张三."""
    for at in range(2, len(words)):
        if words.gap(at) and (first := _one(words[:at], "")) and first.name:
            rest = _by_gaps(words[at:])
            if all(_one(piece, "") for piece in rest):
                return [words[:at], *rest]
    return [words]


def _one(words: Flat, label: str) -> _Person | None:
    """The person whom words name; None where they name none."""
    phone = _PHONE.search(words.text)
    words = words[: phone.start()] if phone else words
    noted = _NOTE.fullmatch(words.text)
    if noted is None:
        return None
    body, note = noted["body"], noted["note"] or ""
    post = note if _POST_ALONE.search(note) else None
    own = words if post else words[: len(body)]
    for pattern in (
        _POST_NAME,
        _NAME_POST,
        _NAME_ALONE,
        _UNIT_NAME,
        *([_OF_A_LEADER] if label.endswith("领导") else []),
    ):
        if found := pattern.fullmatch(body):
            before = found.groupdict().get("post")
            return _Person(found["name"], "、".join(filter(None, (before, post))) or None, own)
    return _Person(None, body, words[: len(body)]) if _POST_ALONE.fullmatch(body) else None


def _between(words: Flat, first: Flat, last: Flat) -> Flat:
    """All that stands from the first words to the last."""
    return words[words.offsets.index(first.start) : words.offsets.index(last.end - 1) + 1]
