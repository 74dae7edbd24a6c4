"""Films and pictures of a saved run, painted by the window's own widgets in another process."""
