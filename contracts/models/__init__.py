"""Contracts and their monthly schedules."""

from contracts.models.contract import Contract, ContractMonth

__all__ = ["Contract", "ContractMonth"]
