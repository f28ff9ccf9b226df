"""What officers work with: worklist, reception, the dossier and its papers."""
