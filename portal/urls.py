"""Addresses of the portal's own pages."""

from django.urls import include, path

from portal.views import channels, notifications, public

app_name = "portal"
urlpatterns = [
    path("", public.HomePage.as_view(), name="home"),
    path("statistics/", include("portal.statistics.urls")),
    path("help/", public.HelpPage.as_view(), name="help"),
    path("account/notifications/", notifications.NotificationsPage.as_view(), name="notifications"),
    path("account/channels/", channels.ChannelsPage.as_view(), name="channels"),
]
