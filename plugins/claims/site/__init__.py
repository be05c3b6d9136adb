"""What pages and exports share: addresses, labels, Markdown, charts, citations."""
