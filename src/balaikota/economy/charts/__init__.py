"""Charts as SVG, drawn on the server (Altair, Vega-Lite): each from the same rows as its table. Words: chart, paint."""
