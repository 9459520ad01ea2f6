"""The telephone exchange: what it tells, how it is asked, and one made up for training."""
