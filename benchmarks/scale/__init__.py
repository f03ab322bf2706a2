"""How far one machine goes with a country's plans: `python -m benchmarks.scale`."""
