"""What anybody may read: published data sets, and where care is to be found."""

from anhuai.portal.queries.care import (
    NEEDS,
    RATINGS,
    Found,
    Need,
    found_near,
    is_synthetic,
    outlines,
    starts,
    towns,
)
from anhuai.portal.queries.releases import (
    collected,
    published,
    published_one,
    release,
    releases,
    threshold,
)

__all__ = [
    "NEEDS",
    "RATINGS",
    "Found",
    "Need",
    "collected",
    "found_near",
    "is_synthetic",
    "outlines",
    "published",
    "published_one",
    "release",
    "releases",
    "starts",
    "threshold",
    "towns",
]
