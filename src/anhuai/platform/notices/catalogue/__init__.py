"""Every message of the product, one file each: what an office registers with its SMS provider."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.platform.notices.rules import Template

TEMPLATES: Final[Mapping[str, Template]] = load("anhuai.platform.notices.catalogue", Template)
