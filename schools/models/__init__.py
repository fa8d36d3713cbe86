"""Schools, passports, persons, pupil-months and submissions."""

from schools.models.binding import LmsBinding
from schools.models.duplicates import DuplicateCase, DuplicateClaim
from schools.models.learning import PeriodKind, QuarterMarks, TeacherHours
from schools.models.passport import DocumentKind, Passport, PassportDocument, PurposeDecision
from schools.models.person import LifeStatus, Person
from schools.models.pupil_month import MonthClosure, MonthReopening, PupilMonth
from schools.models.school import Locality, School
from schools.models.source import ContingentSource
from schools.models.study_proof import (
    SPECIAL_TYPES,
    ProofKind,
    StudyProof,
    StudyProofFile,
    StudyProofOpening,
)
from schools.models.study_type import StudyType
from schools.models.subject import Subject
from schools.models.submission import Submission, SubmissionBody, SubmissionKind

__all__ = [
    "SPECIAL_TYPES",
    "ContingentSource",
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
    "PeriodKind",
    "Person",
    "ProofKind",
    "PupilMonth",
    "PurposeDecision",
    "QuarterMarks",
    "School",
    "StudyProof",
    "StudyProofFile",
    "StudyProofOpening",
    "StudyType",
    "Subject",
    "Submission",
    "SubmissionBody",
    "SubmissionKind",
    "TeacherHours",
]
