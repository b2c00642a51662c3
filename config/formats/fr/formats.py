"""French as the pages write it: « 8 novembre 2026 à 16:20 ». What is not said here is as Django says."""

DATETIME_FORMAT = "j F Y à H:i"
SHORT_DATE_FORMAT = "j N Y"
SHORT_DATETIME_FORMAT = "j N Y à H:i"
