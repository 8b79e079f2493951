"""Cut out of a sender's workbook or document what acts or leads out of it; what it shows stays."""
