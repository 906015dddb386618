"""The catalogue as a market: what is sold in it, who sells nothing, what is missing; for officers and the mayor."""
