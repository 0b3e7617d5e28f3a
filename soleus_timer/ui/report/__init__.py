"""A page for the clinician, drawn on paper."""
