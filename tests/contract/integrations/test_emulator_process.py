"""The emulator as a program of its own: starts, keeps its state, stops, knows nobody."""

import ast
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import integrations.emulator
from integrations.emulator.world import FAULTS
from ortabilim.supervisor import ports

SOURCES = sorted(Path(integrations.emulator.__file__).parent.glob("*.py"))
INVOICE = {
    "seller_bin": "180240001238",
    "customer_bin": "240940000774",
    "contract_number": "17",
    "contract_date": "2025-09-01",
    "turnover_date": "2025-10-31",
    "total": "123.45",
    "status": "CREATED",
}


@contextmanager
def _running(state_dir: Path) -> Iterator[str]:
    port = ports.pick_free(names=["registries"], taken=set())["registries"]
    process = subprocess.Popen(
        [sys.executable, "-m", "integrations.emulator", "--port", str(port),
         "--state-dir", str(state_dir)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ORTABILIM_HOME": str(state_dir)},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        # the line is written after the port is bound
        assert "registry emulator on" in process.stderr.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        process.stderr.close()  # type: ignore[union-attr]


def _call(url: str, value: Any = None) -> Any:
    body = None if value is None else json.dumps(value).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data=body), timeout=60) as answer:
        return json.load(answer)


def test_invoices_and_faults_survive_a_restart(tmp_path: Path) -> None:
    with _running(tmp_path) as url:
        assert _call(url + "/healthz") == {"status": "ok"}
        assert _call(url + "/admin/faults") == dict.fromkeys(FAULTS, "ok")
        issued = _call(url + "/admin/esf/invoices", INVOICE)
        assert issued["registration_number"] == "ESF-180240001238-20251031-00000001"
        _call(url + "/admin/faults", {"kgd": "error500"})
    with _running(tmp_path) as url:
        assert _call(url + "/admin/esf/invoices") == [issued]
        assert _call(url + "/admin/faults")["kgd"] == "error500"


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("/admin/faults", {"kgd": "imaginary"}),
        ("/admin/faults", {"imaginary": "ok"}),
        ("/admin/faults", []),
        ("/admin/esf/invoices", INVOICE | {"total": "123.4"}),
        ("/admin/esf/invoices", INVOICE | {"seller_bin": "180240001239"}),
        ("/admin/esf/invoices", INVOICE | {"turnover_date": "31.10.2025"}),
        ("/admin/esf/invoices", INVOICE | {"status": "PAID"}),
    ],
)
def test_a_wrong_order_of_the_admin_side_is_refused_with_a_reason(
    emulator: Any, address: str, value: Any
) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        emulator.post(address, value)
    assert caught.value.code == 400
    assert json.load(caught.value)["error"]


def test_the_population_is_read_again_when_it_changes(emulator: Any) -> None:
    assert emulator.world.population["debtors"] == {}
    emulator.population(debtors={"180240001238": "5.00"})
    assert emulator.world.population["debtors"] == {"180240001238": "5.00"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_emulator_imports_nothing_of_the_product(source: Path) -> None:
    known = {"integrations.emulator", "lxml", "signxml", "cryptography"} | sys.stdlib_module_names
    for node in ast.walk(ast.parse(source.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert name.startswith("integrations.emulator") or name.split(".")[0] in known, name
