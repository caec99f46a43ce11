"""The figures that everybody may read: which there are, what they mean, and how much of them is told."""
