"""The web chat: Gradio events to qa events, values to HTML. `app.py` starts it."""
