"""From syntax trees to body skeletons. The only semantic reading of source text."""

from __future__ import annotations
