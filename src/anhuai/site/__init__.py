"""Settings, addresses, serving, the command line and the demo county."""
