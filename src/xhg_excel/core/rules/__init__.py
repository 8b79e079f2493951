"""Rules and fields' conditions → findings; the check of the declarations themselves."""
