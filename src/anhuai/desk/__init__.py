"""The 12349 duty desk: live alarms, calls and tickets."""
