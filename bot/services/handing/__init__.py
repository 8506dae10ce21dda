"""Questions on their way to a department and back: offered for a while, taken, given back, advised on."""
