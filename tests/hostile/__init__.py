"""Files that are broken or meant to do harm, and what the program must say to each."""
