"""From a question's words to the topics it is probably about. Pure: no clock, no files, no chance."""
