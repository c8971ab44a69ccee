"""Documents on A4, made by Typst: tagged, sealed with a QR code, the same everywhere."""
