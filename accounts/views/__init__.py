"""Pages of the account: sign-in, choice of organisation, profile, поручения."""
