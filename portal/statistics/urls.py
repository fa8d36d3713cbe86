"""Public pages of the statistics, under a language; names in the namespace of the portal."""

from django.urls import path

from portal.statistics.registers import RegistersPage
from portal.statistics.reserve import ReservePage
from portal.statistics.views import SchoolMoneyPage, StatisticsPage

urlpatterns = [
    path("", StatisticsPage.as_view(), name="statistics"),
    path("schools/<int:pk>/", SchoolMoneyPage.as_view(), name="statistics-school"),
    path("reserve/", ReservePage.as_view(), name="statistics-reserve"),
    path("registers/", RegistersPage.as_view(), name="statistics-registers"),
]
