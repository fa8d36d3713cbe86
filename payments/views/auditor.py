"""Payment orders as an auditor reads them."""

from payments.views.finance import PaymentsPage


class AuditedPayments(PaymentsPage):
    """Every order, without anything to press."""

    template_name = "cabinets/list.html"
    tabs = (PaymentsPage.tabs[-1], *PaymentsPage.tabs[:-1])

    def get_bulk_actions(self) -> tuple:
        """Nothing: an auditor only reads."""
        return ()
