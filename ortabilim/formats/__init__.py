"""How dates and numbers are written in each language, where Django has no way or another one."""
