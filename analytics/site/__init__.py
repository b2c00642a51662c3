"""What the posts brought on the brand's site: tables of web analytics, days written down by hand, and what both add up to."""
