"""Reports opened by programs and libraries that are not ours."""
