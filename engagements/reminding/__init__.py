"""What time makes due: for whom, in a sentence, each once. One file for each part of the work."""
