"""Pictures made from the templates of the house with the colours, fonts and logo of a brand."""
