"""What pages and parts share: records and findings, addresses, words, languages, charts, citations."""
