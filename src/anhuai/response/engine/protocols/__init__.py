"""One file a protocol; each hands what it heard to the ingress and answers when it is committed."""
