"""What the desk decides without asking anybody: tickets, calls, care calls, articles, figures."""
