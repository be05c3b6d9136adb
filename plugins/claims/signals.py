"""The plugin's own signal for other plugins, made with blinker as Pelican's are."""

from blinker import signal

get_features = signal("claims_get_features")
"""Sent with the ClaimsGenerator before a site is built. A receiver returns one or more subclasses of
claims.features.Feature."""
