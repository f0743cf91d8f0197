"""What callers send and are sent, whoever carries it: bodies, answers, problems, and what may be wrong with a body."""
