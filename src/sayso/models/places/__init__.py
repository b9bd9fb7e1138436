"""GeoNames' places in a form that loads at once, and the weights that rank them."""
