"""What is asked at the door; one question a file."""
