"""The answers that KoBo exports: `answers` reads the whole, the others a part each."""
