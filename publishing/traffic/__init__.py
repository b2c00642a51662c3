"""What leaves, waits and is late: at a glance (`overview`), over the last hours (`traffic`), since ever (`tallies`)."""
