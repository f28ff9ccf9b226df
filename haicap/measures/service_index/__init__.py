"""The service index of Decision 766/QĐ-TTg: its table as data, its arithmetic, our inputs."""
