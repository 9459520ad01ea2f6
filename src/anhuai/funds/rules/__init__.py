"""What the funds room decides, without tables: books, amounts due, differences, bank files."""
