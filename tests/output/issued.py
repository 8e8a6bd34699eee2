# mypy: disable-error-code="no-untyped-call"
"""Certificates that an authority issues well and badly, made by certomancer."""

import datetime as dt
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig, KeyLabel, ServiceLabel
from certomancer.registry.pki_arch import PKIArchitecture
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from maskdesk.output.identity import Identity
from output import pki

SINCE, UNTIL = "2020-01-01T00:00:00+0000", "2022-01-01T00:00:00+0000"
# The lists come out every thirty days.
REVOKED = dt.datetime(2020, 3, 1, tzinfo=dt.UTC)
SIGNING = ("digital_signature", "non_repudiation")


def signer(case: str) -> Identity:
    """Who holds the certificate of this case, whether or not it is fit to sign."""
    authority = _authority()
    spec = authority.get_cert_spec(CertLabel(case))
    chain = (
        ()
        if case == "alone"
        else tuple(_certificate(label.value) for label in authority.get_chain(spec.label))
    )
    key = authority.key_set.get_private_key(KeyLabel(spec.subject_key.value))
    return Identity(load_der_private_key(key.dump(), None), _certificate(case), chain)  # type: ignore[arg-type]


def root(name: str = "root") -> bytes:
    """The root that is trusted, or another one, as a file in an office."""
    return _certificate(name).public_bytes(Encoding.PEM)


def lists(on: dt.datetime) -> tuple[bytes, ...]:
    """The authority's lists of revoked certificates as they stood on a day."""
    services = _authority().service_registry
    return tuple(
        services.get_crl(ServiceLabel(name), at_time=on).dump() for name in ("root", "issuing")
    )


def _certificate(label: str) -> x509.Certificate:
    return x509.load_der_x509_certificate(_authority().get_cert(CertLabel(label)).dump())


@cache
def _authority() -> PKIArchitecture:
    folder = Path(mkdtemp())
    keys = {"root": 2048, "issuing": 2048, "signer": 2048, "short": 1024, "stranger": 2048}
    for name, bits in keys.items():
        key = pki.rsa_key(f"issued-{name}", bits)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.pem").write_bytes(pem)
    config = {
        "keysets": {"sample": {"keys": {name: {"path": f"{name}.pem"} for name in keys}}},
        "pki-architectures": {"sample": _architecture()},
    }
    architecture: PKIArchitecture = CertomancerConfig(
        config, key_search_dir=str(folder)
    ).get_pki_arch(ArchLabel("sample"))
    return architecture


def _architecture() -> dict[str, Any]:
    names = ("root", "issuing", "signer", "stranger", "alone")
    return {
        "keyset": "sample",
        "entity-defaults": {"country-name": "VN", "organization-name": "SAMPLE"},
        "entities": {name: {"common-name": f"SAMPLE {name}"} for name in names},
        "certs": {
            "root": _issuer("root"),
            "stranger": _issuer("stranger"),
            "issuing": {**_issuer("root"), "subject": "issuing", "subject-key": "issuing"},
            "good": _leaf(),
            "expired": _leaf(until="2020-05-01T00:00:00+0000"),
            "expired-since": _leaf(until="2020-05-07T00:00:00+0000"),
            "not-yet": _leaf(since="2020-06-01T00:00:00+0000"),
            "server": _leaf(purpose="server_auth"),
            "encipherment": _leaf(usage=("key_encipherment",)),
            "revoked": {**_leaf(), "revocation": _revocation()},
            "revoked-elsewhere": {**_leaf(listed_in=None), "revocation": _revocation()},
            "sha1": {**_leaf(), "digest-algo": "sha1"},
            "short": {**_leaf(), "subject-key": "short"},
            "alone": {
                **_leaf(),
                "subject": "alone",
                "issuer": "alone",
                "authority-key": "signer",
            },
            "of-stranger": {**_leaf(), "issuer": "stranger"},
        },
        "services": {
            "crl-repo": {
                name: {
                    "for-issuer": name,
                    "signing-key": name,
                    "issuer-cert": name,
                    "simulated-update-schedule": "P30D",
                }
                for name in ("root", "issuing")
            }
        },
    }


def _issuer(name: str) -> dict[str, Any]:
    return {
        "subject": name,
        "issuer": name,
        "validity": {"valid-from": SINCE, "valid-to": "2040-01-01T00:00:00+0000"},
        "extensions": [
            {"id": "basic_constraints", "critical": True, "value": {"ca": True}},
            _usage(("key_cert_sign", "crl_sign")),
            _listed_in("root"),
        ],
    }


def _revocation() -> dict[str, str]:
    since = REVOKED.strftime("%Y-%m-%dT%H:%M:%S+0000")
    return {"revoked-since": since, "reason": "key_compromise"}


def _listed_in(repository: str) -> dict[str, Any]:
    smart = {"schema": "crl-dist-url", "params": {"crl-repo-names": [repository]}}
    return {"id": "crl_distribution_points", "smart-value": smart}


def _leaf(
    *,
    since: str = SINCE,
    until: str = UNTIL,
    usage: tuple[str, ...] = SIGNING,
    purpose: str = "email_protection",
    listed_in: str | None = "issuing",
) -> dict[str, Any]:
    return {
        "subject": "signer",
        "subject-key": "signer",
        "issuer": "issuing",
        "validity": {"valid-from": since, "valid-to": until},
        "extensions": [
            _usage(usage),
            {"id": "extended_key_usage", "value": [purpose]},
            *([_listed_in(listed_in)] if listed_in else []),
        ],
    }


def _usage(uses: tuple[str, ...]) -> dict[str, Any]:
    smart = {"schema": "key-usage", "params": list(uses)}
    return {"id": "key_usage", "critical": True, "smart-value": smart}
