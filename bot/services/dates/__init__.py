"""What was promised by when: warned of, moved with a reason, put off, escalated."""
