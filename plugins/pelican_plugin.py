"""The package as `pelican.plugins.claims`, where Pelican finds plugins by itself: the wheel puts this file there."""

from claims import register

__all__ = ["register"]
