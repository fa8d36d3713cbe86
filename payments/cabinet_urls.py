"""Payment pages of the cabinets."""

from django.urls import path

from payments.views import auditor as of_auditor
from payments.views import finance as orders
from payments.views import order, statements
from payments.views import school as school_views

finance = [
    path("payments/", orders.PaymentsPage.as_view(), name="payments"),
    path("payments/<int:pk>/", order.PaymentPage.as_view(), name="payment"),
    path("payments/<int:pk>/action/", order.PaymentAction.as_view(), name="payment-action"),
    path("payment-files/<int:pk>/", orders.BatchFileView.as_view(), name="batch"),
    path("registers/<int:pk>/orders/", orders.FormOrdersView.as_view(), name="form-orders"),
    path("statements/", statements.StatementsPage.as_view(), name="statements"),
    path("statements/new/", statements.ImportStatementPage.as_view(), name="statement-new"),
    path("statements/<int:pk>/", statements.StatementPage.as_view(), name="statement"),
    path(
        "statements/<int:pk>/progress/",
        statements.StatementProgress.as_view(),
        name="statement-progress",
    ),
    path("statements/lines/<int:pk>/", statements.ResolveLinePage.as_view(), name="statement-line"),
]
school = [path("payments/", school_views.SchoolPaymentsPage.as_view(), name="payments")]
auditor = [
    path("payments/", of_auditor.AuditedPayments.as_view(), name="payments"),
    path("payments/<int:pk>/", order.PaymentPage.as_view(read_only=True), name="payment"),
]
