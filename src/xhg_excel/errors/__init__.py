"""Errors that end a command or a click: a class takes facts and makes of them the sentence a user reads."""
