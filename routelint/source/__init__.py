"""Source text before any syntax tree: files, encodings, the gate, outlines, masks and comments."""

from __future__ import annotations
