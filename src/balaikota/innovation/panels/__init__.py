"""Several units over time, some of which got something: differences in differences, and starts that are staggered."""
