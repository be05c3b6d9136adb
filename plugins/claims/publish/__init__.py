"""What a site needs beside its pages when it goes to a host; one file a matter, and none of them knows Pelican."""
