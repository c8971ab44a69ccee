"""The demonstration region: invented people in the real territory, with a term behind them (docs/demo.md)."""
