"""Addresses of the account (the поручения of a cabinet: ``cabinet_urls``)."""

from django.urls import path

from accounts.views import comments, saved_views, sign_in

app_name = "account"
urlpatterns = [
    path("sign-in/", sign_in.SignInPage.as_view(), name="sign-in"),
    path("choose/", sign_in.ChoosePage.as_view(), name="choose"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("profile/", sign_in.ProfilePage.as_view(), name="profile"),
    path("views/keep/", saved_views.KeepView.as_view(), name="view-keep"),
    path("views/<int:pk>/forget/", saved_views.ForgetView.as_view(), name="view-forget"),
    path("views/<int:pk>/share/", saved_views.ShareView.as_view(), name="view-share"),
    path("comments/<str:kind>/<int:pk>/", comments.WriteComment.as_view(), name="comment"),
]
