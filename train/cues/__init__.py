"""The cue lexicon, counted from PolNeAR."""
