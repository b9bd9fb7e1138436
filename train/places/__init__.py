"""The gazetteer that ships and the weights that rank its entries."""
