"""`xhg` and `python -m xhg_excel`."""

from xhg_excel.safe_path import leave_current_folder

leave_current_folder()  # before anything else is imported

from xhg_excel.cli.start import main

if __name__ == "__main__":
    main()
