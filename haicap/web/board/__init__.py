"""The board: the country's numbers, down to the dossiers behind them."""
