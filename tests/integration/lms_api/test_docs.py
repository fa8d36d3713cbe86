"""The commands of the documentation work as they stand."""

import html
import io
import re
import shlex
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from typing import Any

import pytest

from lms_api.models import RequestLog, SandboxPush
from schools.models import Submission
from tests.factories.learning import catalogue
from tests.factories.lms import vendor_with_token
from tests.factories.sandbox import sandbox_of
from tests.integration.lms_api.test_vendor_pages import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def curl(command: str) -> str:
    """What the command would print."""
    words = shlex.split(command.replace("\\\n", " "))
    assert words.pop(0) == "curl"
    headers, data, address = {}, [], ""
    while words:
        word = words.pop(0)
        if word == "-H":
            name, _colon, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "-d":
            data.append(words.pop(0))
        else:
            assert not address
            assert not word.startswith("-")
            address = word
    body = "&".join(data).encode() if data else None
    request = urllib.request.Request(address, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.read().decode()


def commands(page: str) -> list[str]:
    """The commands of the page's blocks, in order."""
    blocks = [html.unescape(one) for one in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.S)]
    lines = "\n".join(blocks).replace("\\\n", "\\\x00")
    return [one.replace("\\\x00", "\\\n") for one in lines.splitlines() if one.startswith("curl")]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_quick_start_works_when_it_is_copied(live_server, language):
    catalogue()
    vendor = vendor_with_token()
    engineer = signed_in(vendor.organisation, "Timur")
    page = engineer.get(f"/{language}/vendor/docs/").content.decode()
    page = page.replace("http://testserver", live_server.url)
    schools, dry, push, later, token = commands(page)
    known = {"$TOKEN": sandbox_of(vendor).secret}

    def run(command: str) -> Any:
        for name, value in known.items():
            command = command.replace(name, value)
        assert "$" not in command
        return curl(command)

    assert '"school_id":"999000000000000001"' in run(schools)
    assert '"forecast"' in run(dry)
    said = run(push)
    known["$SUBMISSION"] = re.search(r'"submission_id":"(\d+)"', said)[1]
    assert '"code":"K4"' in run(later)
    known |= {"$CLIENT_ID": "obc_nobody", "$CLIENT_SECRET": "none"}
    assert '"code": "CLIENT"' in run(token)
    assert SandboxPush.objects.count() == 1
    assert not Submission.objects.exists()
    assert RequestLog.objects.filter(status__gte=400).count() == 0


def test_the_page_of_a_new_token_holds_the_same_commands_with_it(live_server):
    vendor = vendor_with_token()
    engineer = signed_in(vendor.organisation, "Timur")
    page = engineer.post("/ru/vendor/sandbox/", {"action": "token"}).content.decode()
    secret = re.search(r"TOKEN=(ob_test_[\w-]+)", page)[1]
    page = page.replace("http://testserver", live_server.url).replace("$TOKEN", secret)
    first, *others = commands(page)
    assert '"next":"5"' in curl(first)
    assert len(others) == 3


def test_the_kit_that_is_downloaded_starts_where_it_is_unpacked(live_server, tmp_path):
    """Without the repository, with the standard library alone."""
    vendor = vendor_with_token()
    engineer = signed_in(vendor.organisation, "Timur")
    page = engineer.get("/ru/vendor/docs/").content.decode()
    answer = engineer.get(re.search(r'href="([^"]+lms_kit\.zip)"', page)[1])
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path)
    [command] = re.findall(r"python (-m lms_kit\.conformance --base \S+ --token )\$TOKEN", page)
    command = command.replace("http://testserver", live_server.url)
    ended = subprocess.run(
        [sys.executable, "-S", *shlex.split(command), "nobody"],
        cwd=tmp_path, env={}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.stdout.startswith("stopped: 401 TOKEN: "), ended.stderr
    assert ended.returncode == 2
    assert (tmp_path / "lms_kit" / "README.md").exists()
