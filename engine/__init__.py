"""What the assignments teach: data, models, optimisers, runs. Knows no window."""
