"""Check one form: its fields and the rules over it; and check the declarations themselves."""
