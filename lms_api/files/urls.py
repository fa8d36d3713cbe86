"""Addresses of files inside the school's cabinet."""

from django.urls import path

from lms_api.files import list_view, views

urlpatterns = [
    path("files/", list_view.UploadsPage.as_view(), name="uploads"),
    path("files/new/", views.NewUploadPage.as_view(), name="upload-new"),
    path(
        "files/template/<slug:kind>/<slug:file_type>/",
        views.BlankFile.as_view(),
        name="upload-template",
    ),
    path("files/<int:pk>/", views.UploadPage.as_view(), name="upload"),
    path("files/<int:pk>/progress/", views.UploadProgress.as_view(), name="upload-progress"),
    path("files/<int:pk>/accept/", views.AcceptUpload.as_view(), name="upload-accept"),
    path("files/<int:pk>/marked/", views.MarkedFile.as_view(), name="upload-marked"),
]
