"""The administrator's cabinet: dated settings, people, work in the background, registries."""
