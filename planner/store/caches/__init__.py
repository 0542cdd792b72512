"""What is kept in `.state` to be faster: made again at any time, and no harm when it is gone."""
