"""The parts of the settings page: fields, the rows and cards they stand in."""
