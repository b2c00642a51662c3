"""How fast and how light the main pages are on a large brand: `make bench-pages`."""
