"""SMS 1414: short messages of the state to people's phones. Port, wire form, client."""
