"""What is held about oneself: shown, copied, agreed to, taken back; and a copy handed to who asks at the counter."""
