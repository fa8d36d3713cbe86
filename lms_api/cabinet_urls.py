"""Pages of this room inside the cabinets."""

from lms_api.delivery import urls as delivery
from lms_api.files.urls import urlpatterns as files_of_school
from lms_api.months.urls import months
from lms_api.vendor_urls import vendor

__all__ = ["auditor", "department", "finance", "school", "vendor"]
school = [*files_of_school, *months(), *delivery.of_school]
department = [*months(), *delivery.of_department]
auditor = delivery.of_auditor
finance = delivery.of_finance
