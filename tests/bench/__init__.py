"""`make bench`: what things cost on this machine, each beside a bound or a peer measured in the same run."""
