"""The lake of open data: immutable dated tables, and the engines that query them."""
