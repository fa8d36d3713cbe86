"""Files of open data: one address in every language."""

from django.urls import path

from portal.statistics import open_data

app_name = "open-data"
urlpatterns = [
    path("money.csv", open_data.money, name="money"),
    path("schools.csv", open_data.schools, name="schools"),
    path("reserve.csv", open_data.reserve, name="reserve"),
    path("registers.csv", open_data.registers, name="registers"),
]
