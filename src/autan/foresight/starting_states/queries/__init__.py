"""What starting states and curves are made from, read from the lake, the tables that ship and the plans."""
