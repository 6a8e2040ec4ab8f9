"""What stands in an exported folder beside the graph; part of this project, with other imports when it is copied."""
