"""Records that every room needs: regions, streams, dated settings, history, outbox, jobs."""

from core.models.append_only import AppendOnlyModel
from core.models.history import Transition
from core.models.jobs import Job, JobState
from core.models.numbers import NumberSeries
from core.models.outbox import OutboxEvent
from core.models.reference import DatedSetting, FundingStream, Region, SourceStatus

__all__ = [
    "AppendOnlyModel",
    "DatedSetting",
    "FundingStream",
    "Job",
    "JobState",
    "NumberSeries",
    "OutboxEvent",
    "Region",
    "SourceStatus",
    "Transition",
]
