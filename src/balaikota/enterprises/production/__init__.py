"""Production: what a product costs to make, how it comes out, what an improvement changed, and the value it adds.

Words: recipe, what one batch takes and gives (HPP); batch, one time of making; improvement, a change whose effect is
measured on the batches before and after it; value added, sales less what was bought from others.
"""
