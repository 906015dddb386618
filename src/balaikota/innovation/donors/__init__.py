"""One unit that got something and many that did not: synthetic control, synthetic difference in differences, placebos."""
