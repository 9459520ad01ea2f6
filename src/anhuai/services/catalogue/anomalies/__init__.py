"""Ways an order looks wrong, one file each."""
