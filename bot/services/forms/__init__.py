"""One engine for everything that is asked in steps: what a form is, how it is shown, tapped, typed and handed over."""
