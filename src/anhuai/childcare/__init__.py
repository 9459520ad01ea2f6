"""Nurseries: classes, ratios, applications, enrolment, attendance."""
