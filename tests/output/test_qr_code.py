"""The code at the foot of a page is the one that reportlab makes, in half the time."""

import pytest
from reportlab.graphics.barcode import qrencoder

from maskdesk.output.qr_code import modules_of, penalty


@pytest.mark.parametrize("length", [1, 13, 40, 62, 90, 130, 200])
def test_a_code_is_the_one_that_reportlab_makes(length: int) -> None:
    for n in range(6):
        content = (f"MD1 sample-{n * 7919} {n} MD-ABCDE-{n:05} 0123456789ab " * 5)[-length:]
        code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
        code.addData(content)
        code.make()
        assert modules_of(content) == code.modules


@pytest.mark.parametrize("mask", range(8))
def test_each_mask_is_weighed_as_reportlab_weighs_it(mask: int) -> None:
    for n in range(20):
        code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
        code.addData(f"MD1 sample-{n} {mask} {'aA0 '[n % 4] * n * 3}")
        code.version = code.calculate_version()
        code.makeImpl(True, mask)
        assert penalty(code.modules) == qrencoder.QRUtil.getLostPoint(code)
