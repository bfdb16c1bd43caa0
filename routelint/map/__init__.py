"""The application as routelint understands it: every route, and what stands around it."""
