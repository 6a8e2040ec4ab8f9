"""Build the page and launch it: what a Space runs, and `make run`."""

from playground.devices import configure

if __name__ == "__main__":
    configure()  # before gradio and torch are imported: both read their settings then

    from playground.ui import launch

    launch()
