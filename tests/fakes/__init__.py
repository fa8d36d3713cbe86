"""Ten-line stand-ins for what lies outside; each passes the contract suite of the real thing."""
