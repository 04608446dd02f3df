"""``Analysis`` -> text: one format per file. A report returns what it says; it never prints."""
