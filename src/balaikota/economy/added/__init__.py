"""What small businesses add to the city's economy, from the cash books they keep: sums of ten and more, made once.

Words: nilai tambah (value added), lapangan usaha, keeper (a business whose twelve months of a year are all closed).
"""
