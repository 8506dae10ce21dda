"""Questions: asked, followed, added to, answered; the queue of the centre manager."""
