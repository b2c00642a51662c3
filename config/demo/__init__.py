"""The demo brand: an imaginary coffee roaster in Lyon, brought to life through the product's own verbs."""
