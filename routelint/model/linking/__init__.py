"""The parts of the linker, one job each; `routelint.model.link` puts them together."""
