"""Every field of every section, walked and linted; and the closed lists fields choose from."""

import ast
import gc
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct

from dossier.arbitrary import every_path, every_struct, with_every_row
from maskdesk.dossier import kinds, sections, vocabulary
from maskdesk.dossier.fields import Field, Part, Rows, members
from maskdesk.dossier.identifiers import SCHEMES
from maskdesk.dossier.kinds import Measure
from maskdesk.dossier.paths import describe
from maskdesk.dossier.sections import Dossier, Row, Section
from maskdesk.dossier.unread import Unread

STRUCTS = tuple(dict.fromkeys(every_struct()))
NAMED: dict[str, object] = vars(vocabulary)
LISTS: dict[str, dict[str, str]] = {
    name: held
    for name, held in NAMED.items()
    if isinstance(held, dict) and name.isupper() and name != "ORIGIN_ZONES"
}

# Words of a label that are written with a capital wherever they stand.
NAMES = {
    *("English", "Vietnamese", "Chinese", "Incoterms", "UNECE", "Rec.", "UN/LOCODE", "CE", "HS"),
    *("Viet", "Nam", "European", "Union", "Incoterms", "SHA-256", "E-mail"),
}


def test_the_collector_goes_through_no_part_of_a_dossier() -> None:
    dossier = with_every_row()
    held: list[object] = [dossier, Unread(typed="?")]
    for one in held:
        if isinstance(one, tuple):
            held += one
        elif isinstance(one, Struct):
            assert not gc.is_tracked(one)
            held += [getattr(one, name) for name in one.__struct_fields__]
    assert dossier.goods[0].lots[0] in held


def defaults(struct: type[Struct]) -> dict[str, object]:
    """What the fields of a struct hold when nobody said anything."""
    given = struct.__struct_defaults__
    return dict(zip(struct.__struct_fields__[-len(given) :], given, strict=True)) if given else {}


def labels_of(description: Field | Rows | Part) -> list[str]:
    """The label of a member; of a list also the one of a row."""
    labels = [description.label]
    return [*labels, description.one] if isinstance(description, Rows) else labels


@pytest.mark.parametrize("struct", STRUCTS)
def test_every_member_has_a_label_a_clerk_can_read(struct: type[Struct]) -> None:
    for name, member in members(struct).items():
        for label in labels_of(member.description):
            assert label, name
            assert label == label.strip()
            assert label[0].isupper()
            assert not label.endswith((".", ":", "…"))
            rest = [word.strip("(),") for word in label.split()[1:]]
            assert [word for word in rest if word[:1].isupper() and word not in NAMES] == []
        if isinstance(member.description, Field) and member.description.hint:
            assert member.description.hint.endswith(".")
            assert member.description.hint[0].isupper()


@pytest.mark.parametrize("struct", STRUCTS)
def test_no_two_members_of_one_section_bear_one_label(struct: type[Struct]) -> None:
    labels = [member.description.label for member in members(struct).values()]
    assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("struct", STRUCTS)
def test_an_unsaid_member_is_empty_and_can_stand_where_it_stands(struct: type[Struct]) -> None:
    for name, member in members(struct).items():
        default = defaults(struct)[name]
        if isinstance(member.description, Rows):
            assert default == ()
        elif isinstance(member.description, Part):
            assert member.struct is not None
            assert default == member.struct()
        elif isinstance(member.description.kind, (kinds.Texts, kinds.Choices)):
            assert default == ()
            assert member.description.kind.accepts(default)
        elif (struct, name) == (sections.Head, "version"):  # a dossier begins as its first version
            assert default == 1
            assert member.description.kind.accepts(default)
        else:
            assert default is None, name


@pytest.mark.parametrize("struct", STRUCTS)
def test_members_stand_in_the_order_they_are_written_in(struct: type[Struct]) -> None:
    assert list(members(struct)) == [one for one in struct.__struct_fields__ if one != "id"]


@pytest.mark.parametrize("struct", STRUCTS)
def test_sections_are_frozen_and_rows_bear_ids(struct: type[Struct]) -> None:
    assert issubclass(struct, Section)
    assert struct.__struct_config__.frozen
    assert struct.__struct_config__.forbid_unknown_fields
    assert struct is Dossier or ("id" in struct.__struct_fields__) == issubclass(struct, Row)
    # A row without an id cannot be named for ever.
    if issubclass(struct, Row):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({}, struct)


def test_every_struct_of_the_sections_belongs_to_the_dossier() -> None:
    written = {
        held
        for held in vars(sections).values()
        if isinstance(held, type) and issubclass(held, Section)
    }
    assert written - {Section, Row} == set(STRUCTS)


@pytest.mark.parametrize("struct", STRUCTS)
def test_a_field_says_what_is_stored_in_it(struct: type[Struct]) -> None:
    """What every value of the type can be is not asked again when a dossier is opened."""
    stored = {one.name: str(one.type) for one in msgspec.structs.fields(struct)}
    text = "typing.Annotated[str, msgspec.Meta(min_length=1)]"
    types: dict[type[kinds.Kind], str] = {
        kinds.Texts: f"tuple[{text}, ...]",
        kinds.Whole: f"typing.Annotated[int, msgspec.Meta(ge=0, le={kinds.MOST_PIECES})]",
        kinds.Measure: "Decimal",
        kinds.Day: "datetime.date",
        kinds.Moment: "typing.Annotated[datetime.datetime, msgspec.Meta(tz=True)]",
        kinds.YesNo: "bool",
    }
    for name, member in members(struct).items():
        if isinstance(member.description, Field):
            kind = member.description.kind
            expected = next((held for one, held in types.items() if isinstance(kind, one)), "str")
            if isinstance(kind, (kinds.Choice, kinds.Country, kinds.Currency)):
                codes = ", ".join(map(repr, kind.codes))
                expected = f"typing.Literal[{codes}]"
                if isinstance(kind, kinds.Choices):
                    expected = f"tuple[{expected}, ...]"
            assert expected in stored[name], name
            assert "Unread" in stored[name], name


def test_a_figure_s_label_ends_in_what_it_is_measured_in() -> None:
    for struct in STRUCTS:
        for name, member in members(struct).items():
            field = member.description
            if isinstance(field, Field) and isinstance(field.kind, Measure) and field.kind.unit:
                unit = field.kind.unit.replace("m3", "m³")
                assert field.label.endswith(f", {unit}"), name


def test_links_lead_to_lists_and_schemes_are_known() -> None:
    for path, field in every_path():
        if isinstance(field.kind, (kinds.Link, kinds.Links)):
            assert isinstance(describe(field.kind.to), Rows), path
        if isinstance(field.kind, kinds.Identifier) and field.kind.scheme:
            assert field.kind.scheme in SCHEMES, path


def _marked(tree: ast.AST) -> set[str]:
    """The texts marked for the catalogues with N_."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    marking = [call for call in calls if ast.unparse(call.func) == "N_"]
    return {str(ast.literal_eval(argument)) for call in marking for argument in call.args}


def _messages(module: object) -> set[str]:
    return _marked(ast.parse(Path(str(getattr(module, "__file__", ""))).read_text("utf-8")))


def test_every_label_and_hint_goes_to_the_catalogues() -> None:
    messages = _messages(sections)
    described = [member.description for one in STRUCTS for member in members(one).values()]
    assert {label for one in described for label in labels_of(one)} <= messages
    assert {one.hint for one in described if isinstance(one, Field) and one.hint} <= messages


@pytest.mark.parametrize("name", LISTS)
def test_every_code_of_a_closed_list_has_its_own_words(name: str) -> None:
    labels = LISTS[name]
    assert set(labels.values()) <= _messages(vocabulary)
    assert len(set(labels.values())) == len(labels)
    for code, label in labels.items():
        assert code == code.strip()
        assert code
        assert label[0].isupper()
        assert not label.endswith(".")


def test_every_closed_list_has_a_field_that_chooses_from_it() -> None:
    fields = [field for _, field in every_path()]
    chosen = [field.kind.labels for field in fields if isinstance(field.kind, kinds.Choice)]
    for name, labels in LISTS.items():
        assert labels in chosen, name
    assert all(labels in LISTS.values() for labels in chosen)
