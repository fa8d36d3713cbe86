"""Schools, passports, persons, pupil-months and submissions."""

from schools.models.binding import LmsBinding
from schools.models.duplicates import DuplicateCase, DuplicateClaim
from schools.models.passport import DocumentKind, Passport, PassportDocument, PurposeDecision
from schools.models.person import LifeStatus, Person
from schools.models.pupil_month import MonthClosure, MonthReopening, PupilMonth, StudyType
from schools.models.school import Locality, School
from schools.models.submission import Submission, SubmissionKind

__all__ = [
    "DocumentKind",
    "DuplicateCase",
    "DuplicateClaim",
    "LifeStatus",
    "LmsBinding",
    "Locality",
    "MonthClosure",
    "MonthReopening",
    "Passport",
    "PassportDocument",
    "Person",
    "PupilMonth",
    "PurposeDecision",
    "School",
    "StudyType",
    "Submission",
    "SubmissionKind",
]
