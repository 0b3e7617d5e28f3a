"""The figure as one sees it: drawn from a pose, and the widget that lets it move."""
