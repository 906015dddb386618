"""What stands behind an industry: its small businesses, what they add, their innovations and trainings; one page each."""
