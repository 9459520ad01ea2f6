"""Scales of ability and how a filled-in form becomes a level; plain Python.

| module | promise |
|---|---|
| `words` | the words of a form's head: reasons, informants, assessors' backgrounds |
| `annex` | annex A of GB/T 42195: diagnoses, care-risk events, health problems |
| `scales` | what a scale is: items, options, levels, adjustments, checks |
| `scoring` | the ways in which item scores become a level |
| `judging` | one form judged: total, level, adjusted level, warnings, or why it cannot be |
| `due` | who is to be assessed again, and when |
"""
