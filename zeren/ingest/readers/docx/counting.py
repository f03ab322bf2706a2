"""Numbers as Word counts paragraphs: 一, 1, ①, 壹, 甲, a, iv (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_LARGEST_CHINESE = 99_999_999
_TRADITIONAL = str.maketrans("贰叁陆", "貳參陸")

_SEQUENCES = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_SEQUENCES["decimalEnclosedCircleChinese"] = _SEQUENCES["decimalEnclosedCircle"]


def counted(value: int, form: str, pattern: str = "") -> str:
    """A number in one of Word's forms.

    Args:
        value: what is counted.
        form: the name of the form; one that is not known counts 1, 2, 3, as Word does.
        pattern: of the form `custom`, the first numbers: `001, 002, 003, ...`.

    Returns:
        the number; nothing for the forms that show none (`none`, `bullet`).
    """
    if form in ("none", "bullet"):
        return ""
    if form == "custom":
        return str(value).zfill(min(len(pattern.partition(",")[0].strip()), 9))
    if form in _SEQUENCES:
        sequence = _SEQUENCES[form]
        return sequence[value - 1] if 0 < value <= len(sequence) else str(value)
    return _FORMS.get(form, str)(value)


def _chinese(value: int) -> str:
    return _in_words(value, "low")


def _legal(value: int) -> str:
    return _in_words(value, "up")


def _in_words(value: int, mode: str) -> str:
    import cn2an

    return str(cn2an.an2cn(value, mode)) if 0 <= value <= _LARGEST_CHINESE else str(value)


def _digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(abs(value)))


def _full_width(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(abs(value)))


def _letters(value: int) -> str:
    """A … z, then aa, bb: the letter again for each time round."""
    again, place = divmod(value - 1, 26)
    return chr(ord("a") + place) * (again + 1) if 0 <= again < 30 else str(value)


def _roman(value: int) -> str:
    if not 0 < value <= _LARGEST_ROMAN:
        return str(value)
    found = ""
    for size, letters in _ROMAN:
        count, value = divmod(value, size)
        found += letters * count
    return found


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": lambda value: _legal(value).translate(_TRADITIONAL),
}
