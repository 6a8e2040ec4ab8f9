"""Between Gradio and the page: who may ask how much, what a session costs, and the plain routes beside the page."""
