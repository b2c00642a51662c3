"""Approved posts without a date, the slots they are drawn for, how long they last, and the margin that stays free."""
