"""What browsers are told beside pages: the theme’s files, the policy, whom to write to."""
