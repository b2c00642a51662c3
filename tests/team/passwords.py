"""Passwords that are kept as they are in earnest, at the least cost: a test makes and tries many."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Cheap(Argon2PasswordHasher):
    """Argon2 in one round over the least of memory."""

    time_cost, memory_cost, parallelism = 1, 8, 1
