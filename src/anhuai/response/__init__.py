"""Devices, alarms and escalation: a call for help is never lost."""
