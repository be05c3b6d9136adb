"""The plugin's own signal, as Pelican's are (blinker)."""

from blinker import signal

get_features = signal("claims_get_features")
"""Sent with the generator before a site is built. A receiver returns one or more subclasses of
claims.features.Feature."""
