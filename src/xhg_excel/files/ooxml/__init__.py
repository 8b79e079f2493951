"""Parts of a zip and worksheet XML; knows nothing of this product."""
