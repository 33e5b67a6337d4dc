"""Executors: read the papers of a batch on this machine or on a Dask cluster."""
