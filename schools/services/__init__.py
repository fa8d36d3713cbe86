"""The schools room: services."""
