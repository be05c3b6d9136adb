"""The plugin's own signal, as Pelican's are (blinker)."""

from blinker import signal

get_parts = signal("claims_get_parts")
"""Sent with the generator before a site is built. A receiver returns a subclass of claims.parts.Part, or several."""
