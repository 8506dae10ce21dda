"""Who works for the town: invitations, confirmations, leaving, standing in."""
