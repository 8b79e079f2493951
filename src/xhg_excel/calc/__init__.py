"""The toolbar in LibreOffice Calc: clicks, dialogs, and in `engine` xlwings' way to an open Calc document."""
