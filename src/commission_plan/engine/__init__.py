"""The critical path method: activities, relations and steps; no words, no files, no dates but day numbers."""
