"""The schools room: views."""
