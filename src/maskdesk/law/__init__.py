"""What the law says: packs of dated, cited conditions, read strictly."""
