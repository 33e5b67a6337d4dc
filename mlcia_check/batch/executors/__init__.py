"""Where the papers of a batch are read: on this machine or on a Dask cluster."""
