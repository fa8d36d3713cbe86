"""The plain way (a serializer a row, ``bulk_create``), the floor (``json`` and COPY), nothing."""

import datetime as dt
import json
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from bench.plain_way.models import PlainPupil
from lms_api.tokens import token_of


class PlainSerializer(serializers.ModelSerializer):
    """Checks each field of each row; no checksum, no revision, no answer of errors by row."""

    class Meta:
        model = PlainPupil
        exclude = ("school_id", "month")


class PlainPush(APIView):
    """``many=True`` and ``bulk_create``, as in a tutorial."""

    authentication_classes: tuple[Any, ...] = ()
    permission_classes: tuple[Any, ...] = ()

    def post(self, request: Any) -> Response:
        """Store the rows."""
        if token_of(request.headers.get("Authorization", "")) is None:
            return Response(status=401)
        rows = PlainSerializer(data=request.data["pupils"], many=True)
        rows.is_valid(raise_exception=True)
        school_id = request.data["school_id"]
        month = dt.date(request.data["year"], request.data["month"], 1)
        with transaction.atomic():
            PlainPupil.objects.bulk_create(
                [PlainPupil(school_id=school_id, month=month, **row) for row in rows.validated_data]
            )
        return Response({"status": "OK", "received": len(rows.validated_data)})


_COPY = (
    "COPY plain_way_floorpupil (school_id, month, iin, grade, birth_date, study_type, enrolled_on)"
    " FROM STDIN"
)


@csrf_exempt
def floor(request: HttpRequest) -> HttpResponse:
    """Nothing but reading the JSON and handing the rows to the database."""
    body = json.loads(request.body)
    month = f"{body['year']}-{body['month']:02d}-01"
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in body["pupils"]:
            copy.write_row(
                (
                    body["school_id"],
                    month,
                    row["iin"],
                    row["grade"],
                    row["birth_date"],
                    row["study_type"],
                    row.get("enrolled_on"),
                )
            )
    return JsonResponse({"status": "OK"})


@csrf_exempt
def empty(request: HttpRequest) -> HttpResponse:
    """The web server itself."""
    return JsonResponse({"received": len(request.body)})
