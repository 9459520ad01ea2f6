"""What whoever runs the platform sees of it: log lines, metrics, traces, health."""
