"""Numbers somebody issued: whether one looks well-formed, never whether it is genuine.

A failed check digit is something to look at, never a reason to refuse: real Vietnamese tax codes
and Chinese credit codes in use fail the published sums.
"""

import re
from collections.abc import Callable

SCHEMES: dict[str, Callable[[str], bool]]


def looks_wrong(scheme: str, number: str) -> bool:
    """Whether a number fails the shape or check digit its scheme publishes."""
    check = SCHEMES.get(scheme)
    return check is not None and not check(number.strip())


def _enterprise(number: str) -> bool:
    return _tax_code_vn(number) or _credit_code_cn(number)


def _tax_code_vn(number: str) -> bool:
    from stdnum.vn import mst

    return bool(mst.is_valid(number)) or re.fullmatch(r"[0-9]{12}", number) is not None


def _credit_code_cn(number: str) -> bool:
    from stdnum.cn import uscc

    return bool(uscc.is_valid(number))


def _shape(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda number: compiled.fullmatch(number) is not None


SCHEMES = {
    "enterprise": _enterprise,
    "vn-tax-code": _tax_code_vn,
    "cn-credit-code": _credit_code_cn,
    # China: ten digits, later ones with letters; Viet Nam: the tax code itself.
    "customs": _shape(r"[0-9A-Z]{10}(-\d{3})?"),
    # UNECE Recommendation 16: two letters of the country, three of the place.
    "unlocode": _shape(r"[A-Z]{2} ?[A-Z2-9]{3}"),
    "hs": _shape(r"\d{4}(\.?\d{2}){1,3}"),
    "declaration": _shape(r"\d{12}|\d{18}"),
}
