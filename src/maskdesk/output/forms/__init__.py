"""The forms MaskDesk makes: one module each, one line here."""

from maskdesk.output.forms import (
    cn_declaration_5,
    cn_foreign_certified_declaration,
    cn_joint_declaration,
    cn_label_proof,
    cn_producer_authorisation,
    cn_sales_certificate_data,
    commercial_invoice,
    counter_sheet,
    eu_export_authorisation,
    packing_list,
    supplier_statement,
    vn_capacity_report,
    vn_cfs_data,
    vn_domestic_support,
    vn_export_only_statement,
    vn_export_request,
    vn_handover_minutes,
    vn_label_proof,
    vn_support_agreement,
    vn_undertaking,
)
from maskdesk.output.forms.form import Form

FORMS: dict[str, Form] = {
    form.id: form
    for form in (
        vn_domestic_support.FORM,
        vn_undertaking.FORM,
        vn_support_agreement.FORM,
        vn_handover_minutes.FORM,
        vn_export_request.FORM,
        vn_capacity_report.FORM,
        vn_export_only_statement.FORM,
        vn_label_proof.FORM,
        vn_cfs_data.FORM,
        cn_declaration_5.FORM,
        cn_joint_declaration.FORM,
        cn_foreign_certified_declaration.FORM,
        cn_producer_authorisation.FORM,
        cn_label_proof.FORM,
        cn_sales_certificate_data.FORM,
        eu_export_authorisation.FORM,
        supplier_statement.FORM,
        commercial_invoice.FORM,
        packing_list.FORM,
        counter_sheet.FORM,
    )
}
