"""A batch: hundreds of papers for a chair, read within limits, resumed where a run was cut short."""
