"""Questions in a person's words: from the text to a question of the catalogue, or a refusal that helps."""
