"""RL6: the asynchronous pipeline and its errors."""
