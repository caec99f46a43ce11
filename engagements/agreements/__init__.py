"""What is done with agreements besides steps: writing, comparing, renewing, asking how it goes."""
