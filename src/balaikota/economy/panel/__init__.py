"""Every method for every area and year at once (Polars): what the pages compute one by one, for hundreds of cities."""
