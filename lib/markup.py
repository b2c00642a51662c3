"""HTML from outside as plain text: nothing of it is ever shown as HTML."""

from html.parser import HTMLParser

MOST = 200_000  # characters of HTML that are read; what is behind is left
SILENT = {"script", "style", "template", "noscript", "iframe", "svg", "head"}
BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figure", "section", "article"}


class _Reader(HTMLParser):
    """Gathers what a reader would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.silent and tag in SILENT:
            self.silent = tag
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def plain(html: str) -> str:
    """The words of a piece of HTML, its paragraphs on lines of their own."""
    reader = _Reader()
    reader.feed(html[:MOST])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).splitlines())
    return "\n".join(line for line in lines if line)
