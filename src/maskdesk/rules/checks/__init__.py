"""The checks a condition can name, one function for each kind of duty."""
