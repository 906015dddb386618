"""Orders: a cart, one order request per seller without payment, and its life until the buyer has the goods.

Words: order, what one buyer asks of one seller; cart, what somebody means to order; shop, how a seller takes orders.
Nothing is paid here: a QRIS picture is the seller's own, and money goes straight to the seller.
"""
