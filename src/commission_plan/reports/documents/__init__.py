"""The documents of `plan report`: a page, paper, Word, a workbook, and the tables in them."""
