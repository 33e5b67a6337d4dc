"""A local index of published works, made from DBLP's XML, and reference lists looked up in it. No network."""
