"""Declared figures: their files, and the verb that declares and restates one."""
