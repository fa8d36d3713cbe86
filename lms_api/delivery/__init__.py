"""What of a month has not come, what keeps money back, and reminding: by school and by region."""
