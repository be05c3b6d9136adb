"""What tests share: builds, datasets and programs."""
