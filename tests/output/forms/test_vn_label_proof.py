"""The label proof: what stands on each pack, the pictures by name, and what was checked."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.paths import put
from maskdesk.dossier.sections import Dossier, Evidence, Paper
from maskdesk.dossier.unread import Unread
from maskdesk.output.forms.vn_label_proof import FORM
from output.forms.consignment import OVERLONG, consignment, line
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    pressed,
    printed_at,
    words_of,
)
from output.forms.vietnamese_rows import signed_by_authorisation

CHECKED = "destination.label_checked"
WORDING = "MAUMASK (SAMPLE) SM-1\nMedizinische Gesichtsmaske, Typ II\nEN 14683\n50 Stück"


def labelled(**changes: object) -> Dossier:
    dossier = consignment()
    return replace(
        dossier,
        goods=(line(1, pack_wording=WORDING, ce_mark=True, ce_body="0000"),),
        destination=replace(dossier.destination, label_languages=("de", "en"), **changes),
        evidence=(
            Evidence(
                id="e1",
                file="nhan-mat-truoc.png",
                media_type="image/png",
                proves="Mặt trước",
                digest="0123456789abcdef" * 4,
            ),
            Evidence(id="e2", file="contract.pdf", media_type="application/pdf"),
        ),
        papers=(Paper(id="q1", form=FORM.id, copies=1),),
    )


def test_wording_and_languages_stand_as_on_the_pack() -> None:
    drawing = pressed(FORM, labelled())
    assert drawing.pages == 1
    assert printed_at(drawing, "goods[g1].pack_wording") == {WORDING}
    assert printed_at(drawing, "destination.label_languages") == {"Tiếng Đức, Tiếng Anh"}
    assert "50Stück" in words_of(drawing)


def test_pictures_are_named_by_file_with_what_pins_them() -> None:
    drawing = pressed(FORM, labelled())
    assert printed_at(drawing, "evidence[e1].file") == {"nhan-mat-truoc.png"}
    assert printed_at(drawing, "evidence[e1].digest") == {"0123456789abcdef" * 4}
    assert printed_at(drawing, "evidence[e2].file") == set()


def test_without_pictures_it_says_so_and_leaves_no_row_to_write_a_digest_on() -> None:
    read = words_of(pressed(FORM, replace(labelled(), evidence=())))
    assert "Chưađínhkèmảnhnào" in read
    assert "SHA-256" not in read


@pytest.mark.parametrize(
    ("answer", "ticked"),
    [(True, "x"), (False, ""), (None, ""), (Unread(typed="co", language="vi"), "")],
)
def test_the_attestation_on_maps_is_given_only_with_a_yes(answer: object, ticked: str) -> None:
    assert printed_at(pressed(FORM, labelled(label_checked=answer)), CHECKED) == {ticked}


def test_wording_of_many_lines_goes_on_on_another_sheet() -> None:
    words = "\n".join(f"Dòng {n} của nhãn MẪU" for n in range(60))
    drawing = pressed(FORM, put(labelled(), "goods[g1].pack_wording", words))
    read = words_of(drawing)
    assert all("".join(one.split()) in read for one in words.split("\n"))
    assert "Tờbổsung" in read


LONG = {
    **OVERLONG,
    "40 labels": replace(
        labelled(), goods=tuple(line(n, pack_wording=WORDING) for n in range(1, 41))
    ),
    "60 pictures": replace(
        labelled(),
        evidence=tuple(
            Evidence(
                id=f"e{n}", file=f"{'nhan_' * 30}{n}.png", media_type="image/png", digest="ab" * 32
            )
            for n in range(60)
        ),
    ),
}


@pytest.mark.parametrize("dossier", LONG.values(), ids=LONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier) -> None:
    drawing = pressed(FORM, dossier)
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_every_key_of_the_wording_is_used() -> None:
    dossier = labelled()
    nobody = replace(dossier, exporter=replace(dossier.exporter, signatories=()), papers=())
    dossiers = [dossier, nobody, signed_by_authorisation(dossier), replace(dossier, evidence=())]
    assert keys_never_printed(FORM, dossiers, "vi") == set()


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, labelled()))
