"""Numeric machinery of the services room, Django-free: who goes where in which order.

| module | promise |
|---|---|
| `day` | a day to be planned: workers, jobs, and how it came out |
| `timing` | the exact clock of one worker's day: windows, breaks, the way home |
| `routing` | routes by pyvrp, made whole by that clock; why a job is left over |
"""
