"""What is true of persons and households whatever the records say: codes, facts, kin, households.

| module | promise |
|---|---|
| `codes` | sex, marital status, ethnicity, relation to the head, education |
| `facts` | what a person's file says, read from what people typed, with every fault found |
| `circumstances` | what a circumstance is, whom it may describe, from when to when |
| `kin` | kinds of kinship and guardianship, and what makes a link impossible or doubtful |
| `households` | who becomes head, and how relations change when another becomes head |
"""
