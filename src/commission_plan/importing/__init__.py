"""What others keep, read for plans: registers of contracts, notices, schedules, timetables, diaries of committees.

Bytes come in, and facts with the place of each go out, together with what could not be read. Nothing here opens a file.
"""
