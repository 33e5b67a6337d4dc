"""From text runs to lines: rows, gutters, columns on the page."""
