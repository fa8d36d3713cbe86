"""The models and the migrations say the same."""

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.architecture.source import ROOMS


def missing() -> dict[str, list[str]]:
    """Room → operations that no migration makes; compares files, needs no database."""
    with translation.override(None):  # captions of Django's own fields would differ by language
        loader = MigrationLoader(None)
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
    return {
        room: [operation.describe() for one in migrations for operation in one.operations]
        for room, migrations in changes.items()
        if room in ROOMS
    }


def test_no_migration_is_missing() -> None:
    assert missing() == {}


def test_a_field_without_a_migration_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    field = apps.get_model("core", "Region")._meta.get_field("name_en")
    monkeypatch.setattr(field, "max_length", 81)
    assert "core" in missing()


def test_a_room_has_one_last_migration() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}
