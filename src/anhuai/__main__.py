"""`python -m anhuai`: the command line."""

from anhuai.site.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
