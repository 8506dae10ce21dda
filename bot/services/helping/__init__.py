"""What follows an enquiry to its end: asked back, handed over, checked, followed up."""
