"""The supplier's statement: two languages, what is held and met, and never a declaration."""

import pytest
from msgspec.structs import replace

from maskdesk.dossier.sections import Certificate, Dossier, Party
from maskdesk.language import Language
from maskdesk.output.forms.supplier_statement import FORM
from output.forms.consignment import OVERLONG, consignment, line
from output.forms.pressed import (
    assert_archivable,
    assert_nothing_leaves_the_page,
    assert_values_stand_where_they_are_said_to,
    keys_never_printed,
    keys_of,
    pressed,
    printed_at,
    words_of,
)


def of_origin(origin: str | None) -> Dossier:
    dossier = consignment()
    return replace(dossier, head=replace(dossier.head, origin=origin))


@pytest.mark.parametrize(
    ("origin", "languages"),
    [("VN", ("en", "vi")), ("CN", ("en", "zh")), ("EU", ("en",)), (None, ("en",))],
)
def test_its_languages_are_english_and_the_origins(
    origin: str | None, languages: tuple[str, ...]
) -> None:
    dossier = of_origin(origin)
    assert FORM.languages_for(dossier) == languages
    read = words_of(pressed(FORM, dossier))
    assert "SUPPLIER'SSTATEMENT" in read
    assert ("BẢNXÁCNHẬNCỦANHÀCUNGCẤP" in read) == ("vi" in languages)
    assert ("供货方关于目的国要求的说明" in read) == ("zh" in languages)


def test_values_that_a_language_writes_its_own_way_stand_in_both() -> None:
    drawing = pressed(FORM, consignment())
    assert printed_at(drawing, "destination.country") == {"Germany", "Đức"}
    assert printed_at(drawing, "goods[g1].name_english") == {"Surgical mask, three layers"}
    assert printed_at(drawing, "goods[g1].name_vietnamese") == {"Khẩu trang y tế ba lớp"}


def test_goods_standards_requirements_certificates_and_lots_stand() -> None:
    drawing = pressed(FORM, consignment())
    for path, text in {
        "goods[g1].standards": "TCVN 8389-1:2010; EN 14683:2019",
        "producers[f1].name_english": "SAMPLE Factory, Binh Duong",
        "destination.standards_agreed": "EN 14683:2019+AC:2019",
        "destination.requirements": "Type IIR masks in the German language, in packs of 50.",
        "certificates[c1].scheme": "Test report",
        "certificates[c1].number": "TR-SAMPLE-0042",
        "certificates[c1].body": "SAMPLE Laboratory",
        "certificates[c1].issued": "30 Mar 2020",
        "certificates[c1].goods": "1, 2",
        "goods[g2].lots[a].number": "200402A",
        "parties[b1].name": "SAMPLE Klinikbedarf GmbH",
    }.items():
        assert printed_at(drawing, path) == {text}, path


def test_it_says_that_it_is_no_declaration_of_conformity() -> None:
    read = words_of(pressed(FORM, consignment()))
    assert "Itisnotamanufacturer'sdeclarationofconformity" in read
    assert "khôngphảilàbảncôngbốhợpchuẩn" in read
    assert "不是制造商的符合性声明" in words_of(pressed(FORM, of_origin("CN")))
    assert "wedeclare" not in read.casefold()
    assert "soleresponsibility" not in read.casefold()
    assert read.casefold().count("declarationofconformity") == 1


def test_a_certificate_that_does_not_exist_is_not_listed() -> None:
    missing = Certificate(id="c1", scheme="fda-510k", not_available="SAMPLE reason")
    read = words_of(pressed(FORM, consignment(certificates=(missing,))))
    assert "SAMPLEreason" not in read
    assert "510(k)" not in read
    assert "namesnocertificate" in read
    assert "Eachcertificate" not in read


def test_a_certificate_names_its_body_and_the_lines_it_stands_for() -> None:
    goods = tuple(line(number) for number in range(1, 8))
    models = ("SM-1", "sm-2", "SM-3", "SM-7")
    held = Certificate(id="c1", scheme="eu-type-examination", body_id="9999", models=models)
    drawing = pressed(FORM, consignment(goods=goods, certificates=(held,)))
    assert printed_at(drawing, "certificates[c1].goods") == {"1-3, 7"}
    assert "(No.9999)" in words_of(drawing)


def test_it_goes_to_the_importer_else_to_the_buyer_else_as_settled() -> None:
    parties = (Party(id="b", roles=("buyer",), name="SAMPLE Handel AG"),)
    drawing = pressed(FORM, consignment(parties=parties))
    assert printed_at(drawing, "parties[b].name") == {"SAMPLE Handel AG"}
    papers = tuple(
        replace(one, addressee="SAMPLE Hospital") if one.id == "q4" else one
        for one in consignment().papers
    )
    drawing = pressed(FORM, consignment(papers=papers))
    assert printed_at(drawing, "papers[q4].addressee") == {"SAMPLE Hospital"}
    assert printed_at(drawing, "parties[b1].name") == set()


def test_the_firm_that_stands_for_the_goods_is_named_beside_the_producer() -> None:
    brand = Party(id="m1", roles=("legal-manufacturer",), name="SAMPLE Brand Ltd")
    dossier = consignment(goods=(line(1, legal_manufacturer="m1"),))
    drawing = pressed(FORM, replace(dossier, parties=(*dossier.parties, brand)))
    assert printed_at(drawing, "parties[m1].name") == {"SAMPLE Brand Ltd"}


def test_a_firm_that_stands_for_what_it_made_itself_is_named_once() -> None:
    made_by = consignment().producers[0]
    maker = Party(id="m1", roles=("legal-manufacturer",), name=made_by.name_english)
    dossier = consignment(goods=(line(1, legal_manufacturer="m1"),))
    drawing = pressed(FORM, replace(dossier, parties=(*dossier.parties, maker)))
    assert printed_at(drawing, f"producers[{made_by.id}].name_english") == {made_by.name_english}
    assert printed_at(drawing, "parties[m1].name") == set()


def test_no_price_stands_on_it() -> None:
    read = words_of(pressed(FORM, consignment()))
    assert "0.0425" not in read
    assert "USD" not in read


@pytest.mark.parametrize("origin", ["VN", "CN"])
@pytest.mark.parametrize("dossier", OVERLONG.values(), ids=OVERLONG)
def test_nothing_is_cut_or_outside_the_margins(dossier: Dossier, origin: str) -> None:
    drawing = pressed(FORM, replace(dossier, head=replace(dossier.head, origin=origin)))
    assert_nothing_leaves_the_page(FORM, drawing)
    assert_values_stand_where_they_are_said_to(drawing)


def test_long_requirements_go_on_to_the_continuation_sheet() -> None:
    text = " ".join(f"Requirement {number} of the destination." for number in range(400))
    destination = replace(consignment().destination, requirements=text)
    drawing = pressed(FORM, consignment(destination=destination))
    read = words_of(drawing)
    assert "Seecontinuationsheet,item1" in read
    assert "Requirement399ofthedestination." in read


@pytest.mark.parametrize(("language", "origin"), [("en", "VN"), ("vi", "VN"), ("zh", "CN")])
def test_every_key_of_the_wording_is_used(language: Language, origin: str) -> None:
    dossier = consignment()
    signatory = replace(dossier.exporter.signatories[0], capacity="by-authorisation")
    full = replace(
        dossier,
        exporter=replace(dossier.exporter, signatories=(signatory,)),
        goods=(line(1, legal_manufacturer="b1"),),
        certificates=(replace(dossier.certificates[0], body_id="9999"),),
    )
    head = replace(dossier.head, origin=origin)
    dossiers = [replace(one, head=head) for one in (full, Dossier())]
    assert keys_never_printed(FORM, dossiers, language) == set()


def test_the_origins_languages_have_the_same_keys() -> None:
    assert keys_of(FORM, "vi") == keys_of(FORM, "zh")
    assert keys_of(FORM, "vi") < keys_of(FORM, "en")


def test_it_can_be_archived_and_signed() -> None:
    assert_archivable(FORM, pressed(FORM, consignment()))
