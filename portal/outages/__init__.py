"""Silent registries: the register, and the notice on the desks of those whose checks wait."""
