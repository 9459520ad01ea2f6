"""Bringing roads, measuring reach, asking where to build; their numbers are settings."""

from anhuai.siting.actions import placing
from anhuai.siting.actions.measuring import measure, measure_all
from anhuai.siting.actions.planning import Ask, answer, answer_scenario, ask_scenario, reach_of
from anhuai.siting.actions.providing import (
    RoomFacts,
    end_room,
    record_handover,
    register_project,
    register_room,
)
from anhuai.siting.actions.roads import import_network, make_synthetic
from anhuai.siting.actions.settings import minutes_of, speed_of

__all__ = [
    "Ask",
    "RoomFacts",
    "answer",
    "answer_scenario",
    "ask_scenario",
    "end_room",
    "import_network",
    "make_synthetic",
    "measure",
    "measure_all",
    "minutes_of",
    "placing",
    "reach_of",
    "record_handover",
    "register_project",
    "register_room",
    "speed_of",
]
