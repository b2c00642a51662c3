"""Accounts: the way in, their access kept alive, what their networks say when asked, and how they are.

`accounts` opens them for the wire, `tokens` renews their access. They come in by `connecting`, through the network's own page
by `authorizing` (`ourselves` is who we are there), or from the practice network (`practice`). `asking` is any question to a
network that is no sending: `checking` whether it works, `preflight` before something is due, `profiles` what it shows, `outside`
what was posted without us.
`health` is the page of a brand's accounts, `likeness` what the charter says to them.
"""
