"""The lexicon of government functions: its data, its lookups, and what it says about a broken file."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from zeren.errors import LexiconError
from zeren.ontology import english, lexicon, lexicon_files
from zeren.ontology.facts import Level, UnitKind
from zeren.ontology.functions import Function, with_party_word
from zeren.ontology.lexicon import Lexicon

UNITS = Path(lexicon.__file__).parent / "units"
DOCS = Path(__file__).resolve().parents[1] / "docs"
SHARED = Path(__file__).resolve().parents[2] / "shared"

ENTRY = """
[[function]]
id = "lantern-office"
kind = "department"
full = "灯笼局"
english = "Lantern Bureau"
"""


@pytest.fixture(scope="module")
def known() -> Lexicon:
    return lexicon.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the lexicon's folder, to be changed."""
    return Path(shutil.copytree(UNITS, tmp_path / "units"))


def add(folder: Path, text: str, file: str = "departments.toml") -> None:
    with (folder / file).open("a", encoding="utf-8") as end:
        end.write("\n" + text)


# The data


def test_it_knows_far_more_than_the_common_functions_of_every_kind(known: Lexicon) -> None:
    kinds = Counter(function.kind for function in known.functions.values())

    assert len(known.functions) >= 120
    assert kinds["department"] >= 60
    assert set(kinds) == set(get_args(UnitKind)) - {"collective"}


def test_no_name_belongs_to_two_functions(known: Lexicon) -> None:
    owners: dict[str, set[str]] = {}
    for function in known.functions.values():
        for name in function.names:
            owners.setdefault(name, set()).add(function.id)

    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_name_and_field_finds_its_function(known: Lexicon) -> None:
    for function in known.functions.values():
        assert [n for n in function.names if known.by_name(n) is not function] == []
        assert [w for w in function.fields if known.by_field(w) is not function] == []


def test_every_english_wording_finds_its_function(known: Lexicon) -> None:
    for function in known.functions.values():
        assert function.english_variants, function.id
        for wording in (function.english, *function.english_variants):
            assert function in known.by_english(wording), wording
            assert function in known.by_english(f"the county {wording.lower()}"), wording


def test_official_english_names_tell_functions_apart(known: Lexicon) -> None:
    keys = Counter(english.key(function.english) for function in known.functions.values())

    assert [key for key, count in keys.items() if count > 1] == []


def test_a_function_that_covers_others_is_not_its_own_part(known: Lexicon) -> None:
    for function in known.functions.values():
        assert function.part_of not in known.covered(function.id)


def test_names_are_chinese_with_full_width_brackets_and_no_white_space(known: Lexicon) -> None:
    assert [name for name in known.names() if re.search(r"\s|[()]|[a-z]", name)] == []


# Names


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("住建局", "housing-construction"),
        ("住房和城乡建设局", "housing-construction"),
        ("住房与城乡建设局", "housing-construction"),
        ("住建厅", "housing-construction"),
        ("发改委", "development-reform"),
        ("国家发展改革委", "development-reform"),
        ("人力资源社会保障局", "human-resources"),
        ("国土资源局", "natural-resources"),
        ("科工信局", "science-industry"),
        ("商务科技和工业信息化局", "science-industry-commerce"),
        ("文旅广体局", "culture-tourism-sports"),
        ("政府金融办", "financial-affairs"),
        ("交警大队", "traffic-police"),
        ("公安局交管中心", "traffic-police"),
        ("组织部", "organisation"),
        ("委组织部", "organisation"),
        ("党委组织部", "organisation"),
        ("委办", "party-office"),
        ("委", "party-committee"),
        ("纪委监委", "discipline-supervision"),
        ("中央网信办", "cyberspace"),
        ("生态环境局分局", "ecology-environment"),
        ("人民银行支行", "central-bank"),
        ("安委会", "work-safety"),
        ("安委办", "work-safety-office"),
        ("产业开发区管委会", "development-zone"),
        ("国网供电公司", "power-grid"),
    ],
)
def test_a_name_means_a_function(known: Lexicon, name: str, function: str) -> None:
    found = known.by_name(name)

    assert found is not None
    assert found.id == function


@pytest.mark.parametrize("name", ["", "局", "县财政局", "财政", "灯笼局", "国家"])
def test_what_is_no_bare_name_means_nothing(known: Lexicon, name: str) -> None:
    assert known.by_name(name) is None


def test_an_ambiguous_name_means_none_alone_and_offers_all(known: Lexicon) -> None:
    assert known.by_name("防指") is None
    assert [f.id for f in known.ambiguous("防指")] == ["flood-drought", "epidemic-headquarters"]
    assert known.ambiguous("财政局") == []


def test_a_field_of_running_text_means_a_function(known: Lexicon) -> None:
    found = known.by_field("住建")

    assert found is known.functions["housing-construction"]
    assert known.by_field("灯笼") is None


def test_names_are_listed_once_and_without_single_characters(known: Lexicon) -> None:
    names = list(known.names())

    assert len(names) == len(set(names))
    assert {"财政局", "委组织部", "党委组织部"} <= set(names)
    assert "委" not in names


@pytest.mark.parametrize(
    ("function", "name", "written"),
    [
        ("organisation", "组织部", "委组织部"),
        ("discipline-supervision", "纪委监委", "纪委监委"),
        ("foreign-affairs", "政府外事办", "政府外事办"),
        ("party-office", "委办", "委办"),
        ("finance", "财政局", "财政局"),
    ],
)
def test_a_party_body_is_written_with_its_committee(
    known: Lexicon, function: str, name: str, written: str
) -> None:
    assert with_party_word(known.functions[function], name) == written


# English


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("the county finance bureau", "finance"),
        ("bureau of finance", "finance"),
        ("Finance", "finance"),
        ("county development and reform commission", "development-reform"),
        ("County Development & Reform Bureau", "development-reform"),
        ("tax bureau", "tax"),
        ("emergency management bureau", "emergency-management"),
        ("provincial department of education", "education"),
        ("Organization Department of the County Party Committee", "organisation"),
        ("the county city management bureau", "urban-management"),
        ("women’s federation", "women"),
        ("county work safety committee", "work-safety"),
        ("office of the county work safety committee", "work-safety-office"),
        ("Ministry of Natural Resources", "natural-resources"),
        ("government", "people-government"),
    ],
)
def test_an_english_wording_means_a_function(known: Lexicon, text: str, function: str) -> None:
    assert [f.id for f in known.by_english(text)] == [function]


def test_an_english_wording_of_two_functions_offers_both(known: Lexicon) -> None:
    found = [f.id for f in known.by_english("inspection office")]

    assert found == ["government-inspection", "party-inspection"]


@pytest.mark.parametrize("text", ["", "the", "county", "the office", "lantern bureau", "财政局"])
def test_english_that_names_no_function_finds_none(known: Lexicon, text: str) -> None:
    assert known.by_english(text) == []


@pytest.mark.parametrize(
    ("function", "level", "name"),
    [
        ("finance", "county", "County Finance Bureau"),
        ("finance", "city", "Municipal Finance Bureau"),
        ("finance", "province", "Provincial Finance Department"),
        ("finance", "nation", "Ministry of Finance"),
        ("development-reform", "province", "Provincial Development and Reform Commission"),
        ("statistics", "province", "Provincial Statistics Bureau"),
        ("organisation", "county", "Organisation Department of the County Party Committee"),
        ("party-committee", "city", "Municipal Party Committee"),
        ("central-bank", "county", "People's Bank of China County Sub-branch"),
    ],
)
def test_a_function_has_an_english_name_at_each_level(
    known: Lexicon, function: str, level: Level, name: str
) -> None:
    assert known.functions[function].english_at(level) == name


def test_a_function_has_an_english_name_in_a_place(known: Lexicon) -> None:
    place = "Qingshan County"

    assert known.functions["finance"].english_in(place) == "Qingshan County Finance Bureau"
    assert known.functions["publicity"].english_in(place) == (
        "Publicity Department of the Qingshan County Party Committee"
    )


# Merged bodies


def test_a_merged_body_serves_what_it_was_merged_from(known: Lexicon) -> None:
    serving = {f.id for f in known.serving("commerce")}

    assert serving >= {"commerce", "science-industry-commerce", "industry-commerce"}
    assert "science-industry" not in serving
    assert known.covered("science-industry") == {
        "science-industry", "science-technology", "industry-information",
    }  # fmt: skip


def test_a_merged_body_serves_a_smaller_merger(known: Lexicon) -> None:
    served = [f.id for f in known.serving("culture-tourism")]

    assert served[0] == "culture-tourism"
    assert {"culture-tourism-broadcast", "culture-tourism-sports"} <= set(served)
    assert "culture-education-sports" not in served


# Levels and peoples


def test_levels_and_ranks_cover_every_level_of_government(known: Lexicon) -> None:
    assert list(known.levels) == ["nation", "province", "city", "county", "township"]
    assert known.levels["county"].characters == ("县", "区", "旗")
    assert known.ranks["brigade"].county == ("大队",)
    assert known.ranks["brigade"].city == ("支队",)


def test_fifty_five_peoples_with_the_forms_that_places_use(known: Lexicon) -> None:
    forms = lexicon.ethnic_groups()

    assert len(known.ethnic_groups) == 55
    assert {"侗族", "苗族", "土家族", "维吾尔", "蒙古"} <= set(forms)
    assert [len(form) for form in forms] == sorted((len(form) for form in forms), reverse=True)


# Adding an entry, and broken files


def test_the_example_of_the_guide_works_as_written(folder: Path) -> None:
    guide = (DOCS / "adding-a-unit.md").read_text("utf-8")
    file, example = re.findall(r"end of `([a-z-]+\.toml)`:\n\n```toml\n(.*?)```", guide, re.DOTALL)[0]

    add(folder, example, file)
    found = Lexicon(lexicon_files.read_fast(folder))

    tea = found.functions["tea-industry"]
    assert found.by_name("茶叶办") is found.by_name("茶产业发展中心") is tea
    assert found.by_english("the county tea centre") == [tea]
    assert tea.english_at("county") == "County Tea Industry Development Centre"


def test_the_guide_explains_every_field_of_an_entry() -> None:
    guide = (DOCS / "adding-a-unit.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `([a-z_]+)`", guide, re.MULTILINE))

    assert explained | {"english_slot"} == set(Function.__struct_fields__)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (ENTRY.replace('"department"', '"ministry"'), "departments.toml, lantern-office: Invalid enum value"),
        (ENTRY.replace('english = "Lantern Bureau"', ""), "lantern-office: Object missing required field"),
        (ENTRY.replace("lantern-office", "Lantern Office"), "departments.toml, Lantern Office:"),
        (ENTRY.replace("id =", "ident ="), "departments.toml, 灯笼局:"),
        (ENTRY.replace("lantern-office", "finance"), "departments.toml has an entry of this id already"),
        (ENTRY.replace("灯笼局", "财政局"), "lantern-office: the name 财政局 belongs to `finance` already"),
        (ENTRY.replace("灯笼局", "住房与城乡建设局"), "belongs to `housing-construction` already"),
        (ENTRY.replace("灯笼局", "县财政局"), "lantern-office: write 县财政局 without its level, 县"),
        (ENTRY + 'fields = ["财政"]', "lantern-office: the field 财政 belongs to `finance` already"),
        (ENTRY + 'covers = ["lanterns"]', "lantern-office: covers names `lanterns`, which is no function"),
        (ENTRY + 'part_of = "lanterns"', "lantern-office: part_of names `lanterns`, which is no function"),
        (ENTRY + 'part_of = "lantern-office"', "lantern-office: part_of names the entry itself"),
        (ENTRY + 'ambiguous = ["灯办"]', "lantern-office: the ambiguous name 灯办 stands in no other entry"),
        (ENTRY + 'ambiguous = ["财政局"]', "the ambiguous name 财政局 is a name of `finance`"),
        (ENTRY + 'variant = ["灯办"]', "lantern-office: Object contains unknown field `variant`"),
        (ENTRY.replace("[[function]]", "[[functions]]"), "`functions` is no table of this file"),
        ("[[function]\n", "departments.toml: Expected"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_named_with_its_file(folder: Path, entry: str, fault: str) -> None:
    add(folder, entry)

    with pytest.raises(LexiconError) as caught:
        lexicon_files.read(folder)

    assert fault in caught.value.message
    assert "docs/adding-a-unit.md" in caught.value.hint


def test_all_faults_are_told_together(folder: Path) -> None:
    add(folder, ENTRY.replace("灯笼局", "财政局"))
    add(folder, ENTRY.replace("lantern-office", "kite-office"), "party.toml")
    add(folder, ENTRY.replace("lantern-office", "kite-bureau"), "vertical.toml")

    with pytest.raises(LexiconError) as caught:
        lexicon_files.read(folder)

    assert "departments.toml, lantern-office" in caught.value.message
    assert "vertical.toml, kite-bureau" in caught.value.message


def test_a_missing_file_of_levels_is_named(folder: Path) -> None:
    (folder / "levels.toml").unlink()

    with pytest.raises(LexiconError, match=r"levels\.toml"):
        lexicon_files.read(folder)


# The index


def test_the_index_says_what_the_files_say() -> None:
    index = json.loads((UNITS / "index.json").read_bytes())

    assert index["checksum"] == lexicon_files.checksum(UNITS), "run: python -m zeren.ontology.lexicon_files"
    assert lexicon_files.read_fast(UNITS) == lexicon_files.read(UNITS)


@pytest.mark.parametrize("index", ["none", "stale", "broken", "of another shape"])
def test_without_a_fitting_index_the_files_are_read(folder: Path, index: str) -> None:
    if index == "none":
        (folder / "index.json").unlink()
    elif index == "broken":
        (folder / "index.json").write_text("{")
    elif index == "of another shape":
        (folder / "index.json").write_text('{"checksum": 1}')
    add(folder, ENTRY)

    assert "lantern-office" in Lexicon(lexicon_files.read_fast(folder)).functions


def test_writing_the_index_twice_gives_the_same_bytes(folder: Path) -> None:
    lexicon_files.write_index(folder)

    assert (folder / "index.json").read_bytes() == (UNITS / "index.json").read_bytes()


# Real plans


def mentions(record: Any) -> Iterator[str]:
    for role in ("lead", "responsible", "support", "guide", "members"):
        for mention in record.get(role) or []:
            yield mention if isinstance(mention, str) else mention["mention"]


def real_mentions() -> set[str]:
    """The units that hand-made labels name in real plans, as they are printed, white space aside."""
    files = sorted(SHARED.glob("gold/*/tasks.jsonl")) + sorted(SHARED.glob("gold/*/groups.jsonl"))
    if not files:
        pytest.skip(f"the labelled plans are not here: {SHARED / 'gold'}")
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    return {re.sub(r"\s", "", name) for line in lines for name in mentions(json.loads(line))}


def test_functions_of_real_plans_are_known_without_their_level(known: Lexicon) -> None:
    """Names of the form 县…局, 省…厅, 县委…部: a level, and a function behind it, with no place between."""
    form = re.compile(
        r"[县市省](?!场)((?:委(?=.))?[^县市省（]{1,12}(?:(?<!分)局|厅|委|办|部|院|联|协|会|中心))"
    )
    bare = {found[1] for name in real_mentions() if (found := form.fullmatch(name))}

    unknown = {name for name in bare if known.by_name(name) is None and not known.ambiguous(name)}

    assert len(bare) > 100
    assert len(unknown) < len(bare) / 100, sorted(unknown)
