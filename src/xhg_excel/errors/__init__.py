"""What stops us: each class takes facts and makes the sentence a user reads."""
