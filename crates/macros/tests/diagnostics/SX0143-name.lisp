(label @ 1)
