"""Growth, contribution, share, deflator, splice and target: arithmetic on one series. Words: growth, contribution, link."""
