"""LibreOffice Calc as a host: an xlwings engine over UNO, and the buttons in its toolbar."""
