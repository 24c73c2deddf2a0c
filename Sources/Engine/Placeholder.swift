// The first file of this target; it goes away with the second.
