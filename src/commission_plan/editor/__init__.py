"""What an editor asks of a plan while it is being written. Lines and columns count from 0, columns in characters."""
