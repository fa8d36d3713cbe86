"""The web face that every room shares: lists, records, actions, guards. No domain knowledge."""
