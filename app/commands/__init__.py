"""The commands, one module a subject; heavy imports happen inside the commands."""
