"""What the finance centre does with payment orders."""
