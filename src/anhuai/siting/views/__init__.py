"""Pages of the siting room.

| module | promise |
|---|---|
| `access` | who reaches what: villages, totals, the map |
| `roads` | the road networks and how they came |
| `scenarios` | where next: questions, answers, side by side, what if |
| `finding` | the service map anybody may use |
| `screens` | the tile of the big screen |
| `wording` | the room's words on pages |
"""
