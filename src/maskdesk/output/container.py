"""The signature container (CMS) of our own signatures, byte by byte.

A validator reads a container leniently: digits in lower case, other padding, or a changed byte
beside what is signed pass unseen. Ours has exactly one way to be written, so it can be compared.
"""

from typing import TYPE_CHECKING

from maskdesk.output import certificates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509


def is_canonical(hole: bytes, roots: "Sequence[x509.Certificate]" = ()) -> bool:
    """True if `hole` (what ByteRange leaves out) is what MaskDesk writes around its signature.

    Everything in a container is either signed, or follows from what is signed, or is a
    certificate that its issuer signed; so it is written once more and compared.
    """
    from asn1crypto import cms, parser
    from cryptography import x509

    if not (hole.startswith(b"<") and hole.endswith(b">")):
        return False
    try:
        padded = bytes.fromhex(hole[1:-1].decode("ascii"))
        length = parser.peek(padded)
        container = cms.ContentInfo.load(padded[:length])
        signed = container["content"]
        (signer,) = signed["signer_infos"]
        found = [choice.chosen.dump() for choice in signed["certificates"]]
        serial = signer["sid"].chosen["serial_number"].native
        issuer = signer["sid"].chosen["issuer"].dump()
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    opened = {data: x509.load_der_x509_certificate(data) for data in found}
    holders = [
        data
        for data, one in opened.items()
        if one.serial_number == serial and one.issuer.public_bytes() == issuer
    ]
    if len(holders) != 1:
        return False
    others = [one for data, one in opened.items() if data != holders[0]]
    if not certificates.all_linked(opened[holders[0]], others, roots):
        return False
    rebuilt = rebuild(
        signed_attributes=signer["signed_attrs"].untag().dump(),
        signature=signer["signature"].native,
        holder=holders[0],
        chain=[data for data in found if data != holders[0]],
    )
    if len(rebuilt) != length:
        return False
    return hole == b"<" + rebuilt.hex().upper().encode().ljust(len(hole) - 2, b"0") + b">"


def rebuild(
    *, signed_attributes: bytes, signature: bytes, holder: bytes, chain: "Sequence[bytes]"
) -> bytes:
    """The one container that holds this signature (DER; RFC 5652, 5.1, as pyHanko writes it)."""
    from asn1crypto import algos, cms, x509

    certificate = x509.Certificate.load(holder)
    digest = algos.DigestAlgorithm({"algorithm": "sha256"})
    kind = {"rsa": "sha256_rsa", "ec": "sha256_ecdsa"}[certificate.public_key.algorithm]
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {
                            "issuer": certificate.issuer,
                            "serial_number": certificate.serial_number,
                        }
                    )
                }
            ),
            "digest_algorithm": digest,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": kind}),
            "signed_attrs": cms.CMSAttributes.load(signed_attributes),
            "signature": signature,
        }
    )
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms((digest,)),
            "encap_content_info": {"content_type": "data"},
            "certificates": [
                cms.CertificateChoices(name="certificate", value=x509.Certificate.load(one))
                for one in (holder, *chain)
            ],
            "signer_infos": [signer],
        }
    )
    whole = cms.ContentInfo({"content_type": "signed_data", "content": data})
    return bytes(whole.dump())
