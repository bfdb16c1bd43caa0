"""Rules about how an application is put together."""
