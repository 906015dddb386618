"""What sellers offer in the e-Katalog: products, their variants and photos, and what officers check about them."""
