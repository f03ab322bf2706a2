"""The explorer's network held against pyvis and cytoscape.js, with the same graphs in the same browser."""
