"""The environment of the tests; loaded with ``-p`` before Django reads its settings."""

import base64
import json
import os
import tempfile
from pathlib import Path

_keys = Path(tempfile.mkdtemp(prefix="ortabilim-test-keys-"))
(_keys / "vault.json").write_text(
    json.dumps(
        {
            "current": 1,
            "keys": {
                "1": {
                    "data": base64.b64encode(bytes(range(32))).decode(),
                    "index": base64.b64encode(bytes(range(32, 64))).decode(),
                }
            },
        }
    )
)
os.environ.setdefault("TESTING", "1")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("DEMO_TODAY", "2025-11-14")
_home = Path(tempfile.mkdtemp(prefix="ortabilim-test-home-"))
(_home / "static").mkdir()
os.environ["ORTABILIM_HOME"] = str(_home)
os.environ["VAULT_KEYS_FILE"] = str(_keys / "vault.json")
