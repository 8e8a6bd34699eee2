"""The forms MaskDesk makes: one module each, one line here."""

from maskdesk.output.forms import vn_undertaking
from maskdesk.output.forms.form import Form

FORMS: dict[str, Form] = {form.id: form for form in (vn_undertaking.FORM,)}
