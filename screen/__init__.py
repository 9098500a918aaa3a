"""What the screen shows and does, apart from the widgets, which are `app.py`'s."""
