"""A sheet as a value: cells, areas, formats, tables of columns. Knows no form."""
