"""Budgets and norms, plans, intakes, applications, distributions."""

from budget.models.application import ApplicationRow, ContingentTable, FundingApplication
from budget.models.budget import PerCapitaNorm, RegionalBudget, SchoolLevel, Tranche
from budget.models.distribution import Allocation, DistributionRun
from budget.models.intake import Intake, IntakeKind
from budget.models.plan import FinancingPlan, FinancingPlanVersion, PlanLine

__all__ = [
    "Allocation",
    "ApplicationRow",
    "ContingentTable",
    "DistributionRun",
    "FinancingPlan",
    "FinancingPlanVersion",
    "FundingApplication",
    "Intake",
    "IntakeKind",
    "PerCapitaNorm",
    "PlanLine",
    "RegionalBudget",
    "SchoolLevel",
    "Tranche",
]
