"""The engine: what is planned leaves, once. It reads from top to bottom in this order.

The way of one publication:

- `planning` freezes a letter into a row that says when it is due; `following` is what waits for the part before it.
- `claiming` takes due rows in hand, begins them, and gives back what a dead worker had: the conditional updates all rests on.
- `draining` is the loop of a worker around that; `sending` is what happens on the wire, `steps` what is kept between two calls.
- `settling` writes the four outcomes down, `backoff` says when again.
- `reconciling` looks for what nobody knows of, and asks a person where that does not tell.

What may not leave now, asked by the claim:

- `gate` (pauses), `quotas` (what a network allows), `circuits` (what is not well), `expiring` (a right that ends, set by
  `limiting`), `judging` (the charter in force), `late` (what an outage left behind).

`hints` make it begin within the second; nothing is lost without them.
"""
