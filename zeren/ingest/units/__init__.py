"""Which unit a name means: names taken apart, resolved within their region, and reviewed."""
