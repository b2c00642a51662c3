"""Feeds of the web: asked for politely, read whatever they got wrong, at their own pace."""
