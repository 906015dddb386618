"""A city hall on several machines: what each of them is to run, written from one inventory (docs/scale.md)."""
