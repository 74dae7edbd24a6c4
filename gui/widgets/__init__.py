"""Controls and pictures that every tab shares. Each has verbs and signals; none knows another."""
