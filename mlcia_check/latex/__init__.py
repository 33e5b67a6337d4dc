"""From a finding to the line of the LaTeX sources that causes it. Never runs TeX."""
