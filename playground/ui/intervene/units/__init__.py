"""What a unit listens to, and units that fire at marked words: the view `UNITS` of the tab Intervene."""

UNITS = "units"
