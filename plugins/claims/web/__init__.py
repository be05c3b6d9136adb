"""The site on the web: the theme’s files, HTTP headers, and the publisher’s address and contact."""
