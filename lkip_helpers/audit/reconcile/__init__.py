"""A published report held against the computed one."""
