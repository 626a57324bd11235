"""The answers that KoBo exports: `answers` reads the whole, `cells` the cells that hold choices."""
