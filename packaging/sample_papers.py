"""The evidence of the samples: each paper says what the dossier says, in its own language."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from maskdesk.dossier import sections as d
from maskdesk.language import show_whole
from maskdesk.rules.ground import known
from sample_evidence import Paper, pdf, picture


class File(NamedTuple):
    """One file of evidence: its row in the dossier, without what follows from its content."""

    row: d.Evidence
    content: bytes


class Sample(NamedTuple):
    """A dossier before its evidence is entered, the day it is made for, and what is acknowledged.

    `reasons` gives for each finding to be acknowledged why it stands.
    """

    dossier: d.Dossier
    day: date
    files: tuple[File, ...]
    reasons: Mapping[str, str]


def evidence(
    row: str, name: str, content: bytes, proves: str, language: str, **more: object
) -> File:
    """One file of evidence and its row."""
    made = d.Evidence(
        id=row,
        file=name,
        proves=proves,
        kind="scan",
        language=language,
        original_at="SAMPLE: office of the exporter, export department, folder 1",
    )
    return File(replace(made, **more), content)


def contract_evidence(dossier: d.Dossier, language: str = "en") -> File:
    """The contract with the foreign side."""
    contract, buyer = dossier.contract, party_with(dossier, "buyer")
    goods = tuple(
        (
            known(line.name_english) or "",
            known(line.model) or "",
            whole(line.pieces_ordered),
            f"{contract.currency} {line.unit_price}",
        )
        for line in dossier.goods
    )
    titles = {
        "sale": "Sales contract",
        "processing": "Contract for the processing of goods for a foreign trader",
        "aid": "Agreement on aid in goods",
    }
    drawn = Paper(
        issuer=f"{dossier.exporter.name_english}\n{dossier.exporter.name_local}",
        title=f"{titles[str(contract.type)]} No. {contract.number}",
        rows=(
            ("Seller", f"{dossier.exporter.name_english}, {dossier.exporter.address_english}"),
            ("Buyer", f"{buyer.name}, {buyer.address}"),
            ("Signed on", day_of(contract.signed)),
            ("Delivery", f"{contract.incoterm} {contract.incoterm_place} (Incoterms 2020)"),
            ("Value", f"{contract.currency} {contract.value:,}"),
            ("Payment", str(contract.payment)),
            ("Standards agreed", "; ".join(known(dossier.destination.standards_agreed) or ())),
        ),
        table=(("Goods", "Model", "Pieces", "Unit price"), *goods),
        text=("The quantity includes the annexes to this contract.",) if contract.annexes else (),
        signed=(
            f"For the seller: {dossier.exporter.signatories[0].name}",
            f"For the buyer: {buyer.contact}",
        ),
    )
    return evidence(
        "contract", "export-contract.pdf", pdf(drawn), "Contract with the buyer", language
    )


def annex_evidence(dossier: d.Dossier) -> File:
    """The annex that adds pieces to the contract."""
    annex = dossier.contract.annexes[0]
    drawn = Paper(
        issuer=str(dossier.exporter.name_english),
        title=f"Annex {annex.number} to contract No. {dossier.contract.number}",
        rows=(
            ("Signed on", day_of(annex.signed)),
            ("Pieces added", whole(annex.pieces_added)),
        ),
        text=("All other terms of the contract stay as they are.",),
        signed=(
            f"For the seller: {dossier.exporter.signatories[0].name}",
            f"For the buyer: {party_with(dossier, 'buyer').contact}",
        ),
    )
    name = f"contract-annex-{str(annex.number).lower()}.pdf"
    return evidence("annex", name, pdf(drawn), "Pieces added to the contract", "en")


def buyers_undertaking_evidence(dossier: d.Dossier, points: tuple[str, ...]) -> File:
    """What the importer takes upon itself, in a letter."""
    buyer = party_with(dossier, "importer")
    drawn = Paper(
        issuer=f"{buyer.name}\n{buyer.address}",
        title=f"To {dossier.exporter.name_english}: your contract No. {dossier.contract.number}",
        text=points,
        signed=(f"{buyer.contact}, for {buyer.name}",),
    )
    proves = "Undertakings of the importer"
    return evidence("importer-letter", "importer-letter.pdf", pdf(drawn), proves, "en")


def certificate_evidence(
    dossier: d.Dossier,
    certificate: str,
    name: str,
    title: str,
    text: tuple[str, ...] = (),
    **more: str,
) -> File:
    """The paper behind one certificate, with what the dossier says of it."""
    row = next(one for one in dossier.certificates if one.id == certificate)
    captions = _CAPTIONS[more.get("language", "en")]
    values = (
        known(row.number),
        known(row.holder),
        "; ".join(known(row.models) or ()),
        "; ".join(known(row.standards) or ()),
        "; ".join(known(row.lots) or ()),
        day_of(row.issued) if row.issued else None,
        day_of(row.expires) if row.expires else None,
    )
    drawn = Paper(
        issuer=f"{row.body} {row.body_id or ''}".strip(),
        title=title,
        rows=tuple(
            (caption, value) for caption, value in zip(captions, values, strict=True) if value
        ),
        text=text,
        signed=(f"{row.body}",),
    )
    language = more.pop("language", "en")
    return evidence(certificate, name, pdf(drawn), title, language, **more)


_CAPTIONS = {
    "en": ("Number", "Holder", "Models", "Standards", "Lots", "Issued", "Valid until"),
    "vi": ("Số", "Chủ sở hữu", "Chủng loại", "Tiêu chuẩn", "Số lô", "Ngày cấp", "Có giá trị đến"),
    "zh": ("编号", "持有人", "型号", "标准", "批号", "签发日期", "有效期至"),
}


def cleanroom_evidence(producer: d.Producer, number: int, language: str) -> File:
    """The test report of a producer's clean room with its lines."""
    words = {
        "vi": (
            "BÁO CÁO KIỂM TRA PHÒNG SẠCH",
            "Số",
            "Cơ sở",
            "Cấp sạch",
            "Có giá trị đến",
            "Dây chuyền",
            "Chiếc mỗi ngày",
            "Chạy từ",
        ),
        "zh": (
            "洁净车间检测报告",
            "编号",
            "企业",
            "洁净级别",
            "有效期至",
            "生产线",
            "每日产量（只）",
            "投产日期",
        ),
        "en": (
            "CLEAN-ROOM TEST REPORT",
            "Number",
            "Plant",
            "Class",
            "Valid until",
            "Line",
            "Pieces a day",
            "Runs from",
        ),
    }[language]
    drawn = Paper(
        issuer="SAMPLE Clean-room Testing",
        title=words[0],
        rows=(
            (words[1], str(producer.cleanroom_report)),
            (words[2], f"{producer.name_local}, {producer.address}"),
            (words[3], str(producer.cleanroom_class)),
            (words[4], day_of(producer.cleanroom_until)),
        ),
        table=(
            words[5:],
            *(
                (str(one.name), whole(one.pieces_per_day), day_of(one.runs_from))
                for one in producer.lines
            ),
        ),
        signed=("SAMPLE Clean-room Testing",),
    )
    name = f"clean-room-report-{number}.pdf"
    proves = f"Clean room and lines of {producer.name_english}"
    return evidence(f"cleanroom-{number}", name, pdf(drawn), proves, language)


def supply_evidence(dossier: d.Dossier, producer: d.Producer, language: str) -> File:
    """The producer's letter that the exporter may sell its goods."""
    title = {"vi": "GIẤY ỦY QUYỀN BÁN HÀNG", "zh": "销售授权书"}[language]
    body = {
        "vi": "Chúng tôi ủy quyền cho {exporter} bán và xuất khẩu khẩu trang do chúng tôi làm.",
        "zh": "兹授权{exporter}销售并出口我公司生产的口罩。",
    }[language]
    drawn = Paper(
        issuer=f"{producer.name_local}\n{producer.address}",
        title=f"{title} {producer.authorisation_number}",
        rows=(({"vi": "Ngày", "zh": "日期"}[language], day_of(producer.authorisation_day)),),
        text=(body.format(exporter=dossier.exporter.name_local),),
        signed=(str(producer.name_local),),
    )
    proves = f"{producer.name_english} lets the exporter sell its goods"
    return evidence("supply", "supply-authorisation.pdf", pdf(drawn), proves, language)


def authorisation_evidence(dossier: d.Dossier, language: str) -> File:
    """The authorisation of the second signatory."""
    given, giver = dossier.exporter.signatories[1], dossier.exporter.signatories[0]
    words = {
        "vi": (
            "GIẤY ỦY QUYỀN",
            "Ngày",
            "Người ủy quyền",
            "Người được ủy quyền",
            "Phạm vi",
            "Đến ngày",
        ),
        "en": ("AUTHORITY TO SIGN", "Day", "Given by", "Given to", "Scope", "Until"),
        "zh": ("授权委托书", "日期", "授权人", "被授权人", "授权范围", "有效期至"),
    }[language]
    drawn = Paper(
        issuer=f"{dossier.exporter.name_local}\n{dossier.exporter.address_local}",
        title=f"{words[0]} {given.authorisation_number}",
        rows=(
            (words[1], day_of(given.authorisation_day)),
            (words[2], f"{giver.name}, {giver.position}"),
            (words[3], f"{given.name}, {given.position}"),
            (words[4], str(given.scope)),
            (words[5], day_of(given.until)),
        ),
        signed=(str(giver.name), str(given.name)),
    )
    proves = f"{given.name} may sign"
    return evidence(
        "signing", "signing-authorisation.pdf", pdf(drawn), proves, language, kind="original"
    )


def label_evidence(dossier: d.Dossier) -> tuple[File, ...]:
    """A picture of the pack of each goods line."""
    return tuple(
        evidence(
            f"label-{line.id}",
            f"pack-{str(line.model).lower()}.png",
            picture(tuple(str(line.pack_wording).split("\n"))),
            f"Wording and marks on the pack of {line.model}",
            ", ".join(known(dossier.destination.label_languages) or ()),
        )
        for line in dossier.goods
    )


def support_evidence(dossier: d.Dossier) -> tuple[File, ...]:
    """Award, purchase contract, agreements and receipts of the domestic support."""
    files = []
    firm = str(dossier.exporter.name_local)
    for row in dossier.support:
        goods = _GOODS_VI[str(row.product)]
        rows = (
            ("Bên nhận", f"{row.facility}, {row.address}"),
            ("Đại diện", f"{row.representative}, {row.representative_position}"),
            ("Bên giao", firm),
            ("Hàng hóa", goods),
            ("Số lượng", f"{show_whole(known(row.pieces_pledged) or 0, 'vi')} chiếc"),
        )
        papers = [
            ("agreement", "THỎA THUẬN HỖ TRỢ KHẨU TRANG", row.agreement_number, row.agreement_day)
        ]
        if row.basis == "won-bid":
            papers = [
                (
                    "award",
                    "QUYẾT ĐỊNH PHÊ DUYỆT KẾT QUẢ LỰA CHỌN NHÀ THẦU",
                    row.award_number,
                    row.award_day,
                ),
                ("purchase", "HỢP ĐỒNG MUA BÁN KHẨU TRANG", row.contract_number, row.contract_day),
            ]
        papers.append(("receipt", "BIÊN BẢN GIAO NHẬN", row.receipt, row.delivered))
        for kind, title, number, day in papers:
            drawn = Paper(
                issuer=str(row.facility),
                title=title,
                rows=(
                    ("Số", str(number)),
                    ("Ngày", day_of(day)),
                    *rows,
                    *(_handed_over(row) if kind == "receipt" else ()),
                ),
                signed=(str(row.facility), firm),
            )
            files.append(
                evidence(
                    f"{kind}-{row.id}",
                    f"{kind}-{row.id}.pdf",
                    pdf(drawn),
                    f"{_SUPPORT_PAPERS[kind]}: {row.facility}",
                    "vi",
                    kind="certified-copy",
                )
            )
    return tuple(files)


def _handed_over(row: d.Support) -> tuple[tuple[str, str], ...]:
    return (
        ("Đã giao", f"{show_whole(known(row.pieces_delivered) or 0, 'vi')} chiếc"),
        ("Số lô", "; ".join(known(row.lots) or ())),
        ("Người nhận", str(row.received_by)),
    )


_GOODS_VI = {"medical-mask": "Khẩu trang y tế", "non-medical-mask": "Khẩu trang vải"}


_SUPPORT_PAPERS = {
    "award": "Award of the tender",
    "purchase": "Purchase contract",
    "agreement": "Support agreement",
    "receipt": "Receipt of what was delivered",
}


def extract_evidence(extract: d.Extract, title: str, name: str) -> File:
    """The print of a dated list."""
    drawn = Paper(
        issuer=str(extract.keeper),
        title=title,
        rows=(("打印日期", day_of(extract.day)), ("说明", "本清单为虚构样本，仅供演示。")),
        table=(
            ("序号", "企业名称", "统一社会信用代码", "产品"),
            *(
                (str(n), str(row.name), str(row.code or ""), str(row.product))
                for n, row in enumerate(extract.rows, start=1)
            ),
        ),
    )
    proves = f"{title}, {day_of(extract.day)}"
    return evidence(extract.id, name, pdf(drawn), proves, "zh", kind="original")


def party_with(dossier: d.Dossier, role: str) -> d.Party:
    """The first party in a role."""
    return next(party for party in dossier.parties if role in (known(party.roles) or ()))


def whole(number: object) -> str:
    """A number of pieces as English papers write it."""
    return f"{number:,}" if isinstance(number, int) else ""


def day_of(day: object) -> str:
    """A day as every language reads it."""
    return day.isoformat() if isinstance(day, date) else ""
