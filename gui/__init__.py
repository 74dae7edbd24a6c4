"""The window: shows values and sends wishes. Computes nothing that a course would teach."""
