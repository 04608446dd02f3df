"""The only code that counts days: day numbers, months, working-day calendars, and the steps between days."""
