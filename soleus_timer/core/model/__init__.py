"""Models: plain data classes whose types say what a file may hold.

`fields` are the limits that stand beside a type, `reading` turns what a file says into a model or
tells all that is wrong with it, `plain` goes the other way, and `schema` describes a model to
editors. They know nothing of workouts.
"""
