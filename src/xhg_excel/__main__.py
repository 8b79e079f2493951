"""`xhg` and `python -m xhg_excel`."""

from xhg_excel.cli.start import main

if __name__ == "__main__":
    main()
