"""E-mail and SMS 1414 beside the bell: contacts, choices, what goes out and when."""
