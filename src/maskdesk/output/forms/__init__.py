"""The forms MaskDesk makes: one module each, one line here."""

from maskdesk.output.forms import (
    commercial_invoice,
    packing_list,
    vn_domestic_support,
    vn_undertaking,
)
from maskdesk.output.forms.form import Form

_MODULES = (
    vn_domestic_support,
    vn_undertaking,
    commercial_invoice,
    packing_list,
)

FORMS: dict[str, Form] = {module.FORM.id: module.FORM for module in _MODULES}
