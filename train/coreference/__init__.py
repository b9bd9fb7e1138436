"""How the weights of pronoun resolution and the first names were made."""
