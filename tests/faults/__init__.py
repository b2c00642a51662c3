"""The proof of delivery: real workers, real servers and real processes are killed, and the networks' own audit file judges."""
