"""What is open within reach, nearest day first; what one asked for; what one was told."""
