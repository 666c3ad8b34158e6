"""``python -m cunli`` is the ``cunli`` command."""

from cunli.config.command import main

if __name__ == "__main__":
    main()
