"""The schools room: selectors."""
