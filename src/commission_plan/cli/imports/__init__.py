"""What `plan import` does with a timetable, a register and a diary, and what it prints of them."""
