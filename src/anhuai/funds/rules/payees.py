"""Whose account somebody is paid into."""

from anhuai.facilities.rules import Titled


class Relation(Titled):
    """Whose account it is, seen from the person who is paid."""

    OWN = "own", "本人", "Own"
    GUARDIAN = "guardian", "监护人", "Guardian"
    RELATIVE = "relative", "亲属", "Relative"
    INSTITUTION = "institution", "供养机构", "Institution"
