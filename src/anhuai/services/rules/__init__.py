"""Who is to be visited, how often, and what makes a visit a proven one; plain Python.

| module | promise |
|---|---|
| `words` | the words of a visit: modes, outcomes, confirmations, doubts |
| `tiers` | what a tier is: whom it lists, how often, the chores it brings |
| `due` | when somebody is due and overdue |
| `checks` | what is asked at the door, and which answer opens a case |
| `visiting` | a visit as the phone tells it, and what makes it unfit |
| `proof` | how time, place and confirmation of a visit stand |
| `balancing` | a month's persons shared out among workers |
| `care` | what a service that is ordered is: standard of work, who may do it, who may pay |
| `ordering_words`, `ordering` | the words of an order; where it may go, what makes it unfit |
| `sharing` | who pays how much of an order |
| `matching` | which provider suits an order best, and why |
| `rostering` | shifts, absences, the words of a day's plan |
| `delivering` | what a care worker's phone tells of an order |
"""
