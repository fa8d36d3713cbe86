"""Each cabinet mounts the pages of every room for its roles behind one guard."""
