"""Controls and pictures that every tab shares. Each takes values and has verbs; none knows another."""
