"""What each command found out, in words and as data: one answer a file, ``report`` and ``data``."""
