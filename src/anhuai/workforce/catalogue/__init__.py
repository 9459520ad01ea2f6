"""What the workforce room knows by definition: posts, certificates and trainings."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.workforce.rules import CertificateKind, PostKind, TrainingKind

POSTS: Final[Mapping[str, PostKind]] = load("anhuai.workforce.catalogue.posts", PostKind)
CERTIFICATES: Final[Mapping[str, CertificateKind]] = load(
    "anhuai.workforce.catalogue.certificates", CertificateKind
)
TRAININGS: Final[Mapping[str, TrainingKind]] = load(
    "anhuai.workforce.catalogue.trainings", TrainingKind
)
