"""What every other room may rely on: standard library only, and nothing here asks the clock.

| module | promise |
|---|---|
| `unfit` | `Unfit`, the one error for input that cannot be used, in Chinese and in English |
| `text` | text as people meant it; what may be a person's name |
| `identity` | citizen ID numbers (GB 11643) and how personal data is shown masked |
| `organisations` | unified social credit codes (GB 32100-2015), organisation codes (GB 11714) |
| `divisions` | administrative division codes: level, parent, the code range of a subtree |
| `money` | integer fen: exact reading, printing and sharing |
| `months` | calendar months, ages and birthdays |
| `dated` | values that change on known dates; half-open periods and their clashes |
| `catalogue` | the loader: one definition a file, the file's name is its code |
| `confidence` | how well a fact is known (A–D) and the document it rests on |
| `geometry` | WGS-84, GCJ-02 and BD-09; distance on the sphere |

A function named `parse_…` (and `money.yuan`) takes what a person typed or pasted, and returns a
value that is right or raises an `Unfit`. Every other function takes values already parsed; a wrong
argument there is the programmer's mistake and raises a plain `ValueError` in English.
"""
