// Compiled only because a precompiled header belongs to a target that has a source.
